"""Topic 主题: one of the short list that questions are filed under."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse

SLUG = RegexValidator(
    r"\A[a-z0-9]+(-[a-z0-9]+)*\Z", "网址名由小写字母、数字和连字符组成，例如 kindergarten。"
)


class Topic(models.Model):
    """What citizens call a matter; kept by staff, who put it on questions."""

    slug = models.CharField(
        "网址名",
        max_length=50,
        unique=True,
        validators=[SLUG],
        help_text="公开网址的一部分，例如 kindergarten；公布后请勿更改。",
    )
    name = models.CharField("名称", max_length=30, unique=True, help_text="市民的说法，例如“幼儿园和入学”。")
    words = models.TextField(
        "提示词",
        blank=True,
        help_text="一行一个，例如“幼儿园”“学位”。提问和回答里有这些词时，归类页会建议这个主题。",
    )
    position = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "问答主题"
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of the questions filed under it."""
        return reverse("record:topic", args=[self.slug])
