"""What somebody is typing and has not saved: nobody else's business, and no part of the conference."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from releases.desk.models.conference import Conference
from releases.desk.names import printed_name


class DraftPage(models.TextChoices):
    """The desk's two pages that people type on."""

    FORM = "form", "编辑全部内容"
    REVIEW = "review", "核对"


class Draft(models.Model):
    """One person's unsaved words on one page; ``entries`` are the names of changed fields and their values.

    They belong to the state of the conference they were typed on, ``revision``: later, row 3 may be another.
    """

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="drafts", verbose_name="发布会")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="写的人"
    )
    page = models.CharField("页面", max_length=20, choices=DraftPage.choices)
    revision = models.PositiveIntegerField()
    entries = models.JSONField("内容")
    saved_at = models.DateTimeField("暂存时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "未保存的草稿"
        # Nobody is given a right to other people's unsaved words.
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(
                fields=("conference", "user", "page"),
                name="draft_once_a_page",
                violation_error_message="这一页已有未保存的草稿。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_page_display()}（{printed_name(self.user)}）"
