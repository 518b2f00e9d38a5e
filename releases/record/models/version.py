"""Version: what a release said from one moment on, kept for ever."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cached_property

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from releases.document import Document, canonical, digest_of
from releases.record.models.release import Release, ReleaseState


class VersionKind(models.TextChoices):
    """Why a version was made."""

    FIRST = "first", _("首次发布")
    CORRECTION = "correction", _("更正")
    ADDITION = "addition", _("补充")
    WITHDRAWAL = "withdrawal", _("撤回")
    RESTORATION = "restoration", _("恢复")


class VersionQuerySet(models.QuerySet["Version"]):
    """Ways to choose versions."""

    def readable(self) -> VersionQuerySet:
        """Keep those that the public may read."""
        return self.filter(
            release__state=ReleaseState.CURRENT, number__gte=models.F("release__readable_from")
        )

    def before_the_current(self) -> VersionQuerySet:
        """Keep those that the public may read and that are no longer what a release says."""
        return self.readable().exclude(pk=models.F("release__version"))

    def with_turn(self, turn: str) -> VersionQuerySet:
        """Keep those with a turn of this id, such as t7."""
        # Canonical JSON escapes each quotation mark that was said: this stands only where a turn has its id.
        return self.filter(document__contains=f'"id":"{turn}"')

    def changes(self) -> VersionQuerySet:
        """Keep those that changed what was public already, latest on top."""
        return self.exclude(kind=VersionKind.FIRST).order_by("-published_at", "-pk")

    def with_withdrawal(self) -> VersionQuerySet:
        """Fetch along with each, if it was taken from the public, ``withdrawn_at`` and ``reason``."""
        after = Version.objects.filter(
            release=models.OuterRef("release"),
            kind=VersionKind.WITHDRAWAL,
            number__gte=models.OuterRef("number"),
        ).order_by("number")
        return self.annotate(
            withdrawn_at=models.Subquery(after.values("published_at")[:1]),
            reason=models.Subquery(after.values("note")[:1]),
        )


class Version(models.Model):
    """One immutable state of a release, sealed together with the one before it.

    The database refuses every change of a row.
    """

    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版本号")
    kind = models.CharField("类别", max_length=12, choices=VersionKind.choices)
    # Text, not JSON: the digest is that of what is stored, byte for byte.
    document = models.TextField("文档")
    digest = models.CharField("摘要值", max_length=64)
    previous = models.CharField("上一版封印", max_length=64, blank=True)
    seal = models.CharField("封印", max_length=64, unique=True)
    note = models.TextField("公开说明", blank=True)
    published_at = models.DateTimeField("发布时间")
    by = models.CharField("签发人", max_length=150)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = "版本"
        verbose_name_plural = "版本"
        ordering = ["release", "number"]
        # With the kind, so that no row is read whose document would have to be read along with it.
        indexes = [models.Index(fields=["-published_at", "kind"], name="version_lately_published")]
        constraints = [
            models.UniqueConstraint(fields=["release", "number"], name="version_number_is_unique"),
            models.CheckConstraint(
                condition=models.Q(kind__in=VersionKind.values), name="version_kind_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(kind=VersionKind.FIRST, number=1, previous="")
                | (~models.Q(kind=VersionKind.FIRST) & models.Q(number__gt=1) & ~models.Q(previous="")),
                name="version_one_is_the_first",
            ),
            models.CheckConstraint(
                condition=models.Q(kind=VersionKind.FIRST) | ~models.Q(note=""),
                name="version_change_has_a_note",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.release_id} v{self.number}"

    def get_absolute_url(self) -> str:
        """Return the address of the page as it was."""
        return reverse("record:version", args=[self.release_id, self.number])

    @cached_property
    def content(self) -> Document:
        """Return what the release said."""
        return Document.from_json(json.loads(self.document))

    def computed_seal(self) -> str:
        """Return the seal that the row's own values call for."""
        return seal_of(
            release=self.release_id,
            number=self.number,
            digest=self.digest,
            kind=self.kind,
            note=self.note,
            published_at=self.published_at,
            by=self.by,
            previous=self.previous,
        )


def seal_of(
    *,
    release: str,
    number: int,
    digest: str,
    kind: str,
    note: str,
    published_at: datetime,
    by: str,
    previous: str,
) -> str:
    """Return the SHA-256 that binds a version's document to its circumstances and its predecessor."""
    return digest_of(
        canonical(
            {
                "release": release,
                "number": number,
                "digest": digest,
                "kind": kind,
                "note": note,
                "published_at": published_at.astimezone(UTC).isoformat(timespec="microseconds"),
                "by": by,
                "previous": previous,
            }
        )
    )
