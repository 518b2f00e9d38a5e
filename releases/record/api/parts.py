"""Lists of what releases are made of: turns and questions, the newest conference first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse

from releases.record.api import cursors
from releases.record.api.answers import as_list
from releases.record.api.asked import Paging
from releases.record.models import Passage, Question, Version

_Part = TypeVar("_Part", Passage, Question)
# A version's number, and the turn up to which it was read, with that turn's position in it.
_Read = tuple[int, str, int]


def list_of_parts(
    request: HttpRequest,
    paging: Paging,
    name: str,
    parts: QuerySet[_Part],
    describe: Callable[[Sequence[_Part]], list[dict[str, Any]]],
) -> HttpResponse:
    """Return a page of turns or questions, in one query and those of ``describe``; one more where it follows.

    By the release's id, which begins with the day and never changes, then as spoken.
    """
    cursor = paging.cleaned_data["cursor"]
    rows = parts.annotate(version=F("release__version__number")).order_by("-release", "position")
    release, read = cursors.read(name, cursor) if cursor else ("", [])
    if cursor:
        rows = _after(rows, release, read)
    found = list(rows[: paging.number + 1])
    shown = found[: paging.number]
    following = None
    if len(found) > len(shown):
        last = shown[-1]
        number: int = last.version  # type: ignore[union-attr]  # annotated above
        before = [one for one in read if last.release_id == release and one[0] != number]
        place = [last.release_id, [*before, (number, last.turn, last.position)]]
        following = {"cursor": cursors.written(name, place)}
    return as_list(request, describe(shown), following)


def _after(rows: QuerySet[_Part], release: str, read: Sequence[_Read]) -> QuerySet[_Part]:
    """Leave out later releases, and of this one what was read, whatever versions it was read in.

    A correction may put turns in, take them out and move them: what was read of an earlier version stands in that.
    """
    versions = Version.objects.filter(release=release, number__in=[number for number, _, _ in read])
    kept = {one.number: one for one in versions.defer("document").annotate(now=F("release__version__number"))}
    # In this shape the index leads there.
    rows = rows.filter(release__lte=release)
    (number, _, position), *others = read
    if not others and kept[number].now == number:
        return rows.exclude(release=release, position__lte=position)
    passed = set()
    for number, turn, _ in read:
        turns = [one.id for one in kept[number].content.turns]
        passed |= {*turns[: turns.index(turn) + 1]}
    return rows.exclude(release=release, turn__in=passed)
