"""Who wrote and who signed: the three reviews before anything is public."""

from __future__ import annotations

import json

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from releases.desk.models.conference import Conference
from releases.document import Document


class Authorship(models.Model):
    """Somebody has written in a conference since it was last published; they sign nothing of this round."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="authorships", verbose_name="发布会"
    )
    round = models.PositiveIntegerField("轮次")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="撰稿人"
    )

    class Meta:
        verbose_name = verbose_name_plural = "撰稿记录"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("conference", "round", "user"), name="authorship_once_a_round"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.conference_id}/{self.round}"


class Snapshot(models.Model):
    """The document that somebody signed, word for word, so that the next change can be shown against it."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="snapshots", verbose_name="发布会"
    )
    digest = models.CharField("摘要值", max_length=64)
    document = models.TextField("文档")
    at = models.DateTimeField("时间", default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "送审稿"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("conference", "digest"), name="snapshot_once_a_digest"),
        )

    def __str__(self) -> str:
        return f"{self.conference_id} {self.digest[:8]}"

    @cached_property
    def content(self) -> Document:
        """Return what was kept."""
        return Document.from_json(json.loads(self.document))


class SignOff(models.Model):
    """One person's word, at one level, for one digest; the database refuses an author's, and every change."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="signoffs", verbose_name="发布会")
    round = models.PositiveIntegerField("轮次")
    level = models.PositiveSmallIntegerField("级别")
    digest = models.CharField("摘要值", max_length=64)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="签字人")
    at = models.DateTimeField("签字时间", default=timezone.now)
    comment = models.TextField("意见", blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "签字"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(
                fields=("conference", "round", "digest", "level"),
                name="signoff_level_once",
                violation_error_message="这一级已经有人签字。",
            ),
            models.UniqueConstraint(
                fields=("conference", "round", "digest", "by"),
                name="signoff_nobody_twice",
                violation_error_message="同一个人不能签两级。",
            ),
        )

    def __str__(self) -> str:
        return f"{self.conference_id} {self.level} {self.by}"


class Waiver(models.Model):
    """A second person's written reason for letting an amber finding stand."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="waivers", verbose_name="发布会")
    key = models.CharField(max_length=64)
    message = models.TextField("检查结果")
    reason = models.TextField("理由")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="核实人")
    at = models.DateTimeField("核实时间", default=timezone.now)
    round = models.PositiveIntegerField("轮次")

    class Meta:
        verbose_name = verbose_name_plural = "核实说明"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("conference", "key"), name="waiver_once_a_finding"),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="waiver_has_reason",
                violation_error_message="请写明理由。",
            ),
        )

    def __str__(self) -> str:
        return self.message[:40]
