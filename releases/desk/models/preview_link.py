"""A link that shows one document to people without an account, and each use of it.

With an outlet it gives a release ahead, under an embargo; without one it is a preview.
"""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone

from releases.desk.models.conference import Conference
from releases.desk.models.outlet import Outlet
from releases.desk.models.schedule import Schedule


class PreviewLinkQuerySet(models.QuerySet["PreviewLink"]):
    """Ways to choose links."""

    def previews(self) -> PreviewLinkQuerySet:
        """Keep those that show something to be checked."""
        return self.filter(outlet=None)

    def given_ahead(self) -> PreviewLinkQuerySet:
        """Keep those that give an outlet what is to be published."""
        return self.filter(outlet__isnull=False)


class PreviewLink(models.Model):
    """Somebody lets people without an account read the document of one digest, for a while."""

    conference = models.ForeignKey(
        Conference, models.CASCADE, related_name="preview_links", verbose_name="发布会"
    )
    digest = models.CharField("摘要值", max_length=64)
    note = models.CharField("给谁看", max_length=200)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="建立人"
    )
    made_at = models.DateTimeField("建立时间", default=timezone.now)
    expires_at = models.DateTimeField("有效期至")
    outlet = models.ForeignKey(
        Outlet, models.PROTECT, null=True, blank=True, related_name="links", verbose_name="媒体"
    )
    embargo_until = models.DateTimeField("限时至", null=True, blank=True)
    # The set time that the embargo was taken from, and the round whose publication ends it.
    schedule = models.ForeignKey(
        Schedule, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="定时发布"
    )
    round = models.PositiveIntegerField("轮次", null=True, blank=True)
    revoked_at = models.DateTimeField("撤销时间", null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="撤销人",
    )

    objects = PreviewLinkQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "预览链接"
        ordering = ("-pk",)
        constraints = (
            models.CheckConstraint(
                condition=~models.Q(note=""),
                name="preview_link_has_note",
                violation_error_message="请写明给谁看。",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="preview_link_lasts",
                violation_error_message="有效期必须晚于建立时间。",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by=None)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="preview_link_revoked_by_somebody",
                violation_error_message="撤销的链接必须有撤销时间和撤销人。",
            ),
            models.CheckConstraint(
                condition=models.Q(outlet=None, embargo_until=None, round=None, schedule=None)
                | models.Q(
                    outlet__isnull=False,
                    round__isnull=False,
                    # Without it a comparison with nothing would be neither true nor false, and pass.
                    embargo_until__isnull=False,
                    embargo_until__gt=models.F("made_at"),
                    expires_at__gt=models.F("embargo_until"),
                ),
                name="preview_link_embargo_whole",
                violation_error_message="限时公开的链接要有媒体和限时，并且在限时之后才过期。",
            ),
        )

    def __str__(self) -> str:
        if self.embargo_until:
            return f"{self.note}（{timezone.localtime(self.embargo_until):%Y-%m-%d %H:%M} 前不得发布）"
        return f"{self.note}（{timezone.localtime(self.expires_at):%Y-%m-%d %H:%M} 前有效）"

    def is_open(self, at: datetime) -> bool:
        """Return whether the link opens at this moment; at the very end of its time it does not."""
        return self.revoked_at is None and at < self.expires_at


class PreviewUse(models.Model):
    """A link's page was opened from an address, in a minute, or what it gives was taken."""

    link = models.ForeignKey(PreviewLink, models.CASCADE, related_name="uses", verbose_name="预览链接")
    # Without its seconds, so that the constraint below bounds what a program that asks for ever can write.
    at = models.DateTimeField("时间")
    address = models.CharField("来源地址", max_length=45, blank=True)
    agent = models.CharField("浏览器", max_length=200, blank=True)
    # "" for the page itself.
    what = models.CharField("内容", max_length=120, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = "预览链接使用记录"
        ordering = ("-at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=("link", "address", "at", "what"), name="preview_use_once_a_minute"
            ),
        )

    def __str__(self) -> str:
        return f"{timezone.localtime(self.at):%Y-%m-%d %H:%M} {self.address}"
