"""Release: one conference as the public knows it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.urls import reverse
from django.utils import timezone

from releases.record.models.section import PARENTS, Section

if TYPE_CHECKING:
    from releases.record.models.version import Version


class ReleaseState(models.TextChoices):
    """Whether the public may read a release."""

    CURRENT = "current", "现行"
    WITHDRAWN = "withdrawn", "已撤回"


class ReleaseQuerySet(models.QuerySet["Release"]):
    """Ways to choose releases."""

    def current(self) -> ReleaseQuerySet:
        """Keep those that the public may read."""
        return self.filter(state=ReleaseState.CURRENT)

    def withdrawn(self) -> ReleaseQuerySet:
        """Keep those that were taken from the public."""
        return self.filter(state=ReleaseState.WITHDRAWN)

    def in_section(self, section: Section) -> ReleaseQuerySet:
        """Keep those filed in the section or in one below it."""
        return self.filed_at(section.path)

    def filed_at(self, path: str) -> ReleaseQuerySet:
        """Keep those filed in the section of this path or in one below it."""
        below = models.Q(section__path__startswith=f"{path}/")
        return self.filter(models.Q(section__path=path) | below)

    def upcoming(self, now: datetime) -> ReleaseQuerySet:
        """Keep those still to be held; one without an hour counts until its day is over."""
        return self.filter(_still_to_come(now))

    def held_before(self, now: datetime) -> ReleaseQuerySet:
        """Keep those that are not upcoming."""
        return self.exclude(_still_to_come(now))

    def newest_first(self) -> ReleaseQuerySet:
        """Order by the day held, then by the time of publishing, latest on top."""
        return self.order_by("-held_on", "-published_at", "-id")

    def lately_changed(self) -> ReleaseQuerySet:
        """Order by the time of the newest version, a withdrawal too, latest on top."""
        return self.order_by("-updated_at", "-id")

    def soonest_first(self) -> ReleaseQuerySet:
        """Order by when they will be held."""
        return self.order_by("held_on", models.F("held_at").asc(nulls_last=True), "id")

    def changed_since(self, moment: datetime) -> ReleaseQuerySet:
        """Keep those changed at the moment or later, withdrawn ones too, in the order of their changes."""
        return self.filter(updated_at__gte=moment).order_by("updated_at", "pk")

    def with_facts(self) -> ReleaseQuerySet:
        """Fetch along with each release its section and its version, but for what that says."""
        return self.select_related("section", "version").defer("version__document")

    def with_page(self) -> ReleaseQuerySet:
        """Fetch along with each release all that its page needs."""
        return self.select_related("version", f"section__{PARENTS}")

    def with_version_line(self) -> ReleaseQuerySet:
        """Fetch along with each release its version, but for what the version says."""
        return self.select_related("version").defer("version__document")


def _still_to_come(now: datetime) -> models.Q:
    today = timezone.localdate(now)
    # No hour is of another day, and only days have an index.
    return models.Q(held_on__gte=today) & (models.Q(held_at__gte=now) | models.Q(held_at=None))


class Release(models.Model):
    """One conference: a permanent id, a state, and the columns that lists choose by.

    Written by ``releases.record.publishing`` alone. The database refuses a change of
    ``published_at`` or ``id``.
    """

    id = models.CharField("编号", max_length=20, primary_key=True)
    state = models.CharField(
        "状态", max_length=10, choices=ReleaseState.choices, default=ReleaseState.CURRENT
    )
    section = models.ForeignKey(
        Section, verbose_name="栏目", on_delete=models.PROTECT, related_name="releases"
    )
    title = models.CharField("标题", max_length=300)
    source = models.CharField("来源", max_length=200, blank=True)
    summary = models.TextField("摘要", blank=True)
    held_on = models.DateField("举行日期")
    held_at = models.DateTimeField("举行时间", null=True, blank=True)
    published_at = models.DateTimeField("发布时间")
    updated_at = models.DateTimeField("更新时间")
    version = models.ForeignKey(
        "record.Version",
        verbose_name="现行版本",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    # A withdrawal takes every version up to it from the public for good; this is the first one after it.
    readable_from = models.PositiveIntegerField("首个可读版本", default=1)
    question_count = models.PositiveIntegerField("提问数", default=0)
    turn_count = models.PositiveIntegerField("发言数", default=0)

    objects = ReleaseQuerySet.as_manager()

    class Meta:
        verbose_name = "发布"
        verbose_name_plural = "发布"
        indexes = [
            models.Index(fields=["state", "-held_on", "-published_at"], name="release_newest_first"),
            models.Index(fields=["state", "source"], name="release_by_source"),
            models.Index(
                fields=["state", "source", "-held_on", "-published_at"], name="release_latest_of_source"
            ),
            models.Index(fields=["state", "-updated_at"], name="release_lately_changed"),
            models.Index(fields=["updated_at", "id"], name="release_by_change"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=ReleaseState.values), name="release_state_is_known"
            ),
            models.CheckConstraint(
                condition=models.Q(question_count__lte=models.F("turn_count")),
                name="release_questions_are_turns",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.id} {self.title}"

    def get_absolute_url(self) -> str:
        """Return the permanent address."""
        return reverse("record:release", args=[self.id])

    @property
    def newest(self) -> Version:
        """Return the newest version, which may be a withdrawal."""
        assert self.version is not None  # noqa: S101  (publishing sets it before anything is committed)
        return self.version

    @property
    def is_announcement(self) -> bool:
        """Return whether nobody has said anything yet."""
        return self.turn_count == 0
