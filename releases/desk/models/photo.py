"""A photo of a conference, named or already at hand."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models

from releases.desk.models.conference import Conference


class PhotoQuerySet(models.QuerySet["Photo"]):
    """Ways to choose photos."""

    def missing(self) -> PhotoQuerySet:
        """Keep those that a transcript names but nobody has uploaded."""
        return self.filter(digest="")


class Photo(models.Model):
    """A photo's words; ``digest`` names its clean bytes in the private storage, "" before it has any."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="photos", verbose_name="发布会")
    number = models.PositiveIntegerField("编号", editable=False)
    order = models.PositiveIntegerField("次序", default=0)
    file_name = models.TextField("文件名", blank=True, validators=[MaxLengthValidator(255)])
    caption = models.TextField(
        "图片说明", blank=True, validators=[MaxLengthValidator(300)], help_text="显示在图片下方。"
    )
    alt = models.TextField(
        "替代文字",
        blank=True,
        validators=[MaxLengthValidator(300)],
        help_text="写给看不到图片的人：图里有谁、在做什么。发布前必须填写。",
    )
    decorative = models.BooleanField(
        "仅为装饰", default=False, help_text="图片不含信息时勾选，可不写替代文字。"
    )
    credit = models.TextField("摄影", blank=True, validators=[MaxLengthValidator(100)])
    digest = models.CharField(max_length=64, blank=True, editable=False)
    width = models.PositiveIntegerField(default=0, editable=False)
    height = models.PositiveIntegerField(default=0, editable=False)

    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "图片"
        ordering = ("order", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("conference", "number"),
                name="photo_number_once",
                violation_error_message="图片编号重复。",
            ),
            models.CheckConstraint(
                condition=models.Q(digest="", width=0, height=0)
                | (~models.Q(digest="") & models.Q(width__gt=0, height__gt=0)),
                name="photo_bytes_have_size",
                violation_error_message="图片文件与尺寸不一致。",
            ),
            models.CheckConstraint(
                condition=models.Q(decorative=False) | models.Q(alt=""),
                name="photo_decorative_without_alt",
                violation_error_message="标为“仅为装饰”的图片不写替代文字；要写替代文字，请取消勾选。",
            ),
        )

    def __str__(self) -> str:
        """Return the id and the file name."""
        return f"{self.public_id} {self.file_name}".strip()

    @property
    def public_id(self) -> str:
        """Return the id within the document."""
        return f"f{self.number}"
