"""Lists of what releases are made of: turns and questions, the newest conference first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
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
    release: str
    read: list[_Read]
    release, read = cursors.read(name, cursor) if cursor else ("", [])
    rows = _after(parts, release, read) if cursor else parts
    numbered = rows.annotate(version=F("release__version__number")).order_by("-release", "position")
    found: list[Any] = list(numbered[: paging.number + 1])
    shown = found[: paging.number]
    following = None
    if len(found) > len(shown):
        last = shown[-1]
        before: list[_Read] = [one for one in read if last.release_id == release and one[0] != last.version]
        place = [last.release_id, [*before, (last.version, last.turn, last.position)]]
        following = {"cursor": cursors.written(name, place)}
    return as_list(request, describe(shown), following)


def _after(rows: QuerySet[_Part], release: str, read: Sequence[_Read]) -> QuerySet[_Part]:
    """Leave out later releases, and of this one what was read, whatever versions it was read in.

    A correction may put turns in, take them out and move them: that version tells what was read of it.
    """
    numbers = [number for number, _, _ in read]
    versions = Version.objects.filter(release=release, number__in=numbers).defer("document")
    kept = {one.number: one for one in versions.annotate(now=F("release__version__number"))}
    # In this shape the index leads there.
    rows = rows.filter(release__lte=release)
    if len(read) == 1 and kept[numbers[0]].now == numbers[0]:  # type: ignore[attr-defined]  # annotated above
        return rows.exclude(release=release, position__lte=read[0][2])
    return rows.exclude(release=release, turn__in=_turns_read(kept, read))


def _turns_read(versions: Mapping[int, Version], read: Sequence[_Read]) -> set[str]:
    """Return the turns up to where each version was read."""
    found: set[str] = set()
    for number, last, _ in read:
        turns = [turn.id for turn in versions[number].content.turns]
        found |= {*turns[: turns.index(last) + 1]}
    return found
