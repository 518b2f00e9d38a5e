"""Lists of releases from which nothing is chosen: what they ask the database is made once for each section.

Making it from a query's parts took Django longer than asking it and showing the answer.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from releases.record.models import Release
from releases.record.models.release import ReleaseQuerySet

# All that a row of a list shows.
_SHOWN = ("title", "summary", "held_on", "source", "question_count", "turn_count")
# More than a site has sections.
_ROOM = 200


@dataclass(frozen=True, slots=True)
class Offered:
    """The years, newest first, and the sources, most frequent first, of so many releases."""

    years: list[int]
    sources: list[str]
    count: int


class Rows(Sequence[Release]):
    """The releases filed at a path or below it, newest first, of which there are so many; "" has all."""

    def __init__(self, path: str, count: int) -> None:
        self._path, self._count = path, count

    def __len__(self) -> int:
        """Return how many there are."""
        return self._count

    def __getitem__(self, part: Any) -> Any:  # noqa: ANN401  (a slice, as pages are cut)
        """Return a part of them, in one query."""
        sql, params = _newest(self._path)
        cut = (part.stop - part.start, part.start)
        return list(Release.objects.raw(f"{sql} LIMIT %s OFFSET %s", [*params, *cut]))


def filed_at(path: str) -> ReleaseQuerySet:
    """Return the same as a query of which something can be chosen."""
    current = Release.objects.current()
    return current.filed_at(path) if path else current


def offered(path: str) -> Offered:
    """Return what can be chosen from at a path, in one query."""
    years: set[int] = set()
    sources: Counter[str] = Counter()
    with connection.cursor() as cursor:
        cursor.execute(*_counted(path))
        for year, source, number in cursor.fetchall():
            years.add(year)
            sources[source] += number
    count = sources.total()
    sources.pop("", None)
    named = sorted(sources, key=lambda source: (-sources[source], source))
    return Offered(sorted(years, reverse=True), named, count)


@lru_cache(_ROOM)
def _newest(path: str) -> tuple[str, tuple[Any, ...]]:
    return _sql(filed_at(path).newest_first().only(*_SHOWN))


@lru_cache(_ROOM)
def _counted(path: str) -> tuple[str, tuple[Any, ...]]:
    groups = filed_at(path).order_by().values_list("held_on__year", "source")
    return _sql(groups.annotate(releases=Count("pk")))


def _sql(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    sql, params = rows.query.sql_with_params()
    return sql, tuple(params)
