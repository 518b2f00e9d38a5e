"""The emergency lane: two people answer for a publication, and the reviews follow."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from releases.desk.models.conference import Conference

# From the publication until every level has to have looked.
REVIEW_WITHIN = timedelta(hours=24)


class Outcome(models.TextChoices):
    """How the review afterwards ended."""

    SIGNED = "signed", "补审通过"
    REPLACED = "replaced", "已由经过审核的版本取代"
    WITHDRAWN = "withdrawn", "已撤回"


class EmergencyQuerySet(models.QuerySet["Emergency"]):
    """Ways to choose emergencies."""

    def published(self) -> EmergencyQuerySet:
        """Keep those that went to the public."""
        return self.filter(confirmed_at__isnull=False)

    def unreviewed(self) -> EmergencyQuerySet:
        """Keep those that went to the public and have not been reviewed since, the oldest first."""
        return self.published().filter(outcome="").order_by("review_due")


class Emergency(models.Model):
    """One publication before its reviews: who asked and why, who confirmed, and what came of the review.

    The row is the mark that stays: the database refuses to alter what it says, or to delete it once
    it was confirmed.
    """

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="emergencies", verbose_name="发布会"
    )
    round = models.PositiveIntegerField("轮次")
    digest = models.CharField("摘要值", max_length=64)
    reason = models.TextField("理由")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="申请人"
    )
    asked_at = models.DateTimeField("申请时间", default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="确认人"
    )
    confirmed_at = models.DateTimeField("发布时间", null=True)
    review_due = models.DateTimeField("补审期限", null=True)
    outcome = models.CharField("补审结果", max_length=20, choices=Outcome.choices, blank=True)
    closed_at = models.DateTimeField("补审完成时间", null=True)

    objects = EmergencyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "紧急发布"
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=("conference", "round", "digest"), name="emergency_once_a_digest"),
            models.CheckConstraint(
                condition=~models.Q(reason=""),
                name="emergency_has_reason",
                violation_error_message="请写明紧急发布的理由。",
            ),
            models.CheckConstraint(
                condition=~models.Q(asked_by=models.F("confirmed_by")),
                name="emergency_two_people",
                violation_error_message="申请和确认要由两个人完成。",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_by=None, confirmed_at=None, review_due=None)
                | models.Q(confirmed_by__isnull=False, confirmed_at__isnull=False, review_due__isnull=False),
                name="emergency_confirmed_whole",
                violation_error_message="确认人、发布时间和补审期限要一起记录。",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="", closed_at=None)
                | (~models.Q(outcome="") & models.Q(closed_at__isnull=False, confirmed_at__isnull=False)),
                name="emergency_closed_whole",
                violation_error_message="补审结果和完成时间要一起记录。",
            ),
        )

    def __str__(self) -> str:
        return self.reason[:40]
