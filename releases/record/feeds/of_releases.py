"""Feeds of releases: which of them changed last, and which were withdrawn last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from releases.record.addresses import absolute
from releases.record.feeds.feed import LATEST, Channel, Entry, Feed, State, Withdrawn
from releases.record.models import Release, ReleaseState, VersionKind
from releases.record.models.release import ReleaseQuerySet


@dataclass(frozen=True, slots=True)
class Releases:
    """The current ones among ``members``, and the newest withdrawals of the whole record.

    Of the whole record, because who was at a withdrawn release was withdrawn with it: a feed that named only
    its own withdrawals would tell. ``everything`` says that no release can leave the members but by being
    withdrawn, so that the newest time tells of any change.
    """

    members: ReleaseQuerySet
    everything: bool = False

    def state(self) -> State:
        """Return what decides, in one query."""
        rows = chosen(self.members.lately_changed(), LATEST)
        return State(rows, rows[0][2] if self.everything and rows else None)

    def feed(self, channel: Channel, state: State) -> Feed:
        """Return the feed of that state; documents are not read."""
        found = Release.objects.filter(pk__in=[row[0] for row in state.rows]).lately_changed()
        releases = found.with_version_line()
        current = (one for one in releases if one.state == ReleaseState.CURRENT)
        gone = (one for one in releases if one.state == ReleaseState.WITHDRAWN)
        return Feed(channel, tuple(map(_entry, current)), tuple(map(withdrawn, gone)))


def chosen(members: ReleaseQuerySet, most: int) -> list[tuple[str, int, datetime]]:
    """Return the first of these, as many, that are current, and the last that were withdrawn, in one query.

    They come by their last change; of each its id, its version's key, and when it changed.
    """
    gone = Release.objects.withdrawn().lately_changed()[:LATEST]
    # Asked for as one or the other, PostgreSQL would look at every release.
    found, others = (
        Release.objects.filter(pk__in=part.values("pk")).values_list("pk", "version", "updated_at")
        for part in (members.current()[:most], gone)
    )
    return list(found.union(others).order_by("-updated_at", "-pk"))


def withdrawn(release: Release) -> Withdrawn:
    """Return what is left of a withdrawn release."""
    return Withdrawn(
        url=absolute(release.get_absolute_url()),
        at=timezone.localtime(release.updated_at),
        reason=release.newest.note,
    )


def _entry(release: Release) -> Entry:
    version = release.newest
    words = [release.summary or release.title]
    if version.number > 1:
        words.append(f"第 {version.number} 版，{VersionKind(version.kind).label}：{version.note}")
    return Entry(
        url=absolute(release.get_absolute_url()),
        title=release.title,
        words="\n".join(words),
        published_at=timezone.localtime(release.published_at),
        updated_at=timezone.localtime(release.updated_at),
    )
