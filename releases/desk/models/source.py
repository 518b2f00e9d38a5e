"""A transcript as it came in."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from releases.desk.models.conference import Conference


class Source(models.Model):
    """One imported transcript: its text, and what the reader made of it.

    ``document``, ``problems`` and ``pieces`` use the conference's own ids, so that they still
    name the right turns after a second import.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="sources", verbose_name="发布会")
    file_name = models.TextField("文件名")
    sha256 = models.CharField(max_length=64)
    document = models.JSONField()
    problems = models.JSONField(default=list)
    pieces = models.JSONField(default=list)
    imported_at = models.DateTimeField("导入时间", default=timezone.now)
    imported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="导入人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "文字稿"
        ordering = ("-imported_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("sha256",),
                name="source_imported_once",
                violation_error_message="这个文件已经导入过。",
            ),
        )

    def __str__(self) -> str:
        """Return the file name."""
        return self.file_name

    @property
    def text(self) -> str:
        """Return the text that was read: the pieces, joined."""
        return "".join(text for text, _ in self.pieces)
