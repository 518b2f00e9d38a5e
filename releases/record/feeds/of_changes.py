"""The feed of corrections: every version that changed what was public, with its public note."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from releases.record.addresses import absolute
from releases.record.feeds.feed import LATEST, Channel, Entry, Feed, State, Withdrawn
from releases.record.models import ReleaseState, Version, VersionKind
from releases.record.pages.gone import gone_title


class Changes:
    """Corrections, additions, restorations and withdrawals, the newest first."""

    def state(self) -> State:
        """Return what decides, in one query: the newest changes, and the version their release has now."""
        rows = Version.objects.changes().values_list("pk", "release__version", "published_at")[:LATEST]
        return State(list(rows), rows[0][2] if rows else None)

    def feed(self, channel: Channel, state: State) -> Feed:
        """Return the feed of that state; documents are not read."""
        changes = Version.objects.changes().filter(pk__in=[row[0] for row in state.rows])
        entries, gone = [], []
        for version in changes.with_withdrawal().select_related("release").defer("document"):
            if version.kind == VersionKind.WITHDRAWAL or _is_readable(version):
                entries.append(_entry(version))
            else:
                gone.append(_withdrawn(version))
        return Feed(channel, tuple(entries), tuple(gone))


def _is_readable(version: Version) -> bool:
    release = version.release
    return release.state == ReleaseState.CURRENT and version.number >= release.readable_from


def _entry(version: Version) -> Entry:
    """Return the change; a withdrawal does not repeat the title, which was withdrawn too."""
    if version.kind == VersionKind.WITHDRAWAL:
        title = gone_title(version.release_id)
    else:
        title = f"{VersionKind(version.kind).label}：{version.release.title}"
    at = timezone.localtime(version.published_at)
    return Entry(absolute(version.get_absolute_url()), title, version.note, at, at)


def _withdrawn(version: Version) -> Withdrawn:
    at: datetime = version.withdrawn_at  # type: ignore[attr-defined]  # with_withdrawal() adds both
    reason: str = version.reason  # type: ignore[attr-defined]
    return Withdrawn(absolute(version.get_absolute_url()), timezone.localtime(at), reason)
