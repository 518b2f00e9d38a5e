"""Department 部门: who answers, across the positions of its people."""

from __future__ import annotations

from django.db import models
from django.urls import reverse

from releases.record.models.topic import SLUG


class Department(models.Model):
    """A department that staff have named; whose position names it speaks for it."""

    slug = models.CharField(
        "网址名",
        max_length=50,
        unique=True,
        validators=[SLUG],
        help_text="公开网址的一部分，例如 education；公布后请勿更改。",
    )
    name = models.CharField("名称", max_length=50, unique=True, help_text="职务里的写法，例如“市教育局”。")
    other_names = models.TextField(
        "其他写法",
        blank=True,
        help_text="一行一个，例如“市教委”“澜江市教育局”。职务里有其中一个，就算这个部门的人。",
    )
    position = models.PositiveSmallIntegerField("次序", default=0)

    class Meta:
        verbose_name = verbose_name_plural = "部门"
        ordering = ("position", "slug")

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Return the address of what it was asked and what it said."""
        return reverse("record:department", args=[self.slug])

    @property
    def names(self) -> tuple[str, ...]:
        """Return every way its name is written in positions."""
        lines = (line.strip() for line in self.other_names.splitlines())
        return (self.name, *filter(None, lines))
