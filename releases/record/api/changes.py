"""What changed since a moment, in the order in which it changed, so that a copy elsewhere can follow.

Nothing is missed, and what comes twice has changed again: publishing is done one at a time, so that a change
moves a release behind all that were changed before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from releases.record.api import cursors
from releases.record.api.answers import as_list
from releases.record.api.asked import Following
from releases.record.models import Passage, Question, Release, ReleaseState

_Part = TypeVar("_Part", Passage, Question)
# Before the first part of a release.
_HEAD = -1


def mark_of(release: Release) -> dict[str, Any]:
    """Return what tells of a release that it changed, and nothing it said: of a withdrawn one, why."""
    withdrawal = release.version if release.state == ReleaseState.WITHDRAWN else None
    return {
        "id": release.pk,
        "state": release.state,
        "updated_at": timezone.localtime(release.updated_at).isoformat(),
        "reason": withdrawal.note if withdrawal else "",
    }


def changed_releases(paging: Following, name: str) -> tuple[list[Release], list[Any]]:
    """Return the releases changed since the moment asked for, as many as show whether a page is the last.

    The first is the one that the cursor stands at, unless that has changed again; its place comes along.
    """
    data = paging.cleaned_data
    releases = Release.objects.changed_since(data["updated_since"]).with_facts()
    place = cursors.read(name, data["cursor"]) if data["cursor"] else []
    if place:
        at, pk, _ = place
        moment = datetime.fromisoformat(at)
        # In this shape the index leads there.
        releases = releases.filter(updated_at__gte=moment).exclude(updated_at=moment, pk__lt=pk)
    return list(releases[: paging.number + 2]), place


def place_of(release: Release, position: int = _HEAD) -> list[str | int]:
    """Return where a release stands among the changes, or one of its parts."""
    return [release.updated_at.isoformat(), release.pk, position]


def list_of_changed_parts(
    request: HttpRequest,
    paging: Following,
    name: str,
    parts: QuerySet[_Part],
    describe: Callable[[Sequence[_Part]], list[dict[str, Any]]],
) -> HttpResponse:
    """Return a page of changed releases, each a mark and all its parts, in two queries and ``describe``'s.

    The mark says: forget what you have of this release; what follows is all there is.
    """
    releases, place = changed_releases(paging, name)
    begun = place[2] if place and releases and place_of(releases[0], place[2]) == place else None
    size = paging.number + 1
    rows: list[tuple[Release, _Part | None]] = []
    found = _parts_of(releases, parts, begun, size)
    for index, release in enumerate(releases):
        if index or begun is None:
            rows.append((release, None))
        rows += [(release, part) for part in found[release.pk]]
    more, rows = len(rows) > paging.number, rows[: paging.number]
    described = iter(describe([part for _, part in rows if part]))
    items = [next(described) if part else mark_of(release) for release, part in rows]
    if not more:
        return as_list(request, items, None)
    release, part = rows[-1]
    cursor = cursors.written(name, place_of(release, part.position if part else _HEAD))
    return as_list(request, items, {"cursor": cursor})


def _parts_of(
    releases: Sequence[Release], parts: QuerySet[_Part], begun: int | None, size: int
) -> dict[str, list[_Part]]:
    """Return the first parts of the releases, by release; of the first one those after where it was begun."""
    rows = parts.filter(release__in=releases).order_by("release__updated_at", "release", "position")
    if begun is not None:
        rows = rows.exclude(release=releases[0], position__lte=begun)
    found: dict[str, list[_Part]] = defaultdict(list)
    for part in rows[:size]:
        found[part.release_id].append(part)
    return found
