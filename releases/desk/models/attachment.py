"""A file offered beside a transcript."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator
from django.db import models

from releases.desk.models.conference import Conference


class Attachment(models.Model):
    """A file's words; ``digest`` names its bytes in the private storage."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="attachments", verbose_name="发布会"
    )
    number = models.PositiveIntegerField("编号", editable=False)
    order = models.PositiveIntegerField("次序", default=0)
    file_name = models.TextField("文件名", validators=[MaxLengthValidator(255)], editable=False)
    title = models.TextField(
        "名称",
        blank=True,
        validators=[MaxLengthValidator(200)],
        help_text="页面上显示的附件名称，留空则用文件名。",
    )
    media_type = models.CharField("类型", max_length=100, editable=False)
    size = models.PositiveBigIntegerField("大小", editable=False)
    digest = models.CharField(max_length=64, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "附件"
        ordering = ("order", "number")
        constraints = (
            models.UniqueConstraint(
                fields=("conference", "number"),
                name="attachment_number_once",
                violation_error_message="附件编号重复。",
            ),
            models.CheckConstraint(
                condition=~models.Q(digest="") & models.Q(size__gt=0),
                name="attachment_has_bytes",
                violation_error_message="附件没有内容。",
            ),
        )

    def __str__(self) -> str:
        """Return the title, else the file name."""
        return self.title or self.file_name

    @property
    def public_id(self) -> str:
        """Return the id within the document."""
        return f"a{self.number}"
