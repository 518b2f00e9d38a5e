"""Lists of what releases are made of: turns and questions, the newest conference first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from django.db.models import QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse

from releases.record.api import cursors
from releases.record.api.answers import as_list
from releases.record.api.asked import Paging
from releases.record.models import Passage, Question

_Part = TypeVar("_Part", Passage, Question)


def list_of_parts(
    request: HttpRequest,
    paging: Paging,
    name: str,
    parts: QuerySet[_Part],
    describe: Callable[[Sequence[_Part]], list[dict[str, Any]]],
) -> HttpResponse:
    """Return a page of turns or questions, in one query and those of ``describe``."""
    cursor = paging.cleaned_data["cursor"]
    rows = parts.order_by("-release", "position")
    if cursor:
        rows = _after(rows, *cursors.read(name, cursor))
    found = list(rows[: paging.number + 1])
    shown = found[: paging.number]
    following = None
    if len(found) > len(shown):
        last = shown[-1]
        place = cursors.written(name, [last.release_id, last.turn, last.position])
        following = {"cursor": place}
    return as_list(request, describe(shown), following)


def _after(rows: QuerySet[_Part], release: str, turn: str, position: int) -> QuerySet[_Part]:
    """Keep what stands after a turn: wherever it stands now, or where it stood if it is gone."""
    now = rows.model._default_manager.filter(release=release, turn=turn).values("position")
    passed = Coalesce(Subquery(now[:1]), Value(position))
    # In this shape the index leads there.
    return rows.filter(release__lte=release).exclude(release=release, position__lte=passed)
