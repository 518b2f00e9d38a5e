"""Lists of releases from which nothing is chosen: what they ask the database is made once for each section.

Making it from a query's parts took Django longer than asking it and showing the answer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from django.db import connection
from django.db.models import QuerySet, Sum

from releases.record.models import Release, Section, Tally
from releases.record.models.release import ReleaseQuerySet
from releases.record.tallies import place

# All that a row of a list shows.
_SHOWN = ("title", "summary", "held_on", "source", "question_count", "turn_count")
# More than a site has sections.
_ROOM = 200
# What stands in statements for the day and the year that are asked for.
_DAY, _YEAR = "0001-01-01", "0001-"


@dataclass(frozen=True, slots=True)
class Offered:
    """How many releases there are in each year, newest first; and the sources, most frequent first."""

    years: dict[int, int]
    sources: list[str]


class Rows(Sequence[Release]):
    """The releases filed at a path or below it, newest first, so many in each year; "" has all."""

    def __init__(self, path: str, years: Mapping[int, int]) -> None:
        self._path, self._years = path, years

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(self._years.values())

    def __getitem__(self, part: Any) -> Any:  # noqa: ANN401  (a slice, as pages are cut)
        """Return a part of them, in one query; in a year of many in two."""
        before, over = place(self._years, part.start, self._months)
        size = part.stop - part.start
        if before is not None and (before.month, before.day) == (1, 1):
            left = self._years.get(before.year - 1, 0) - over - size
            if 0 <= left < over:
                # From the beginning of the year fewer are passed over than from its end.
                return _cut(_oldest(self._path), date(before.year - 1, 1, 1), size, left)[::-1]
        # No release was held later than the last of days.
        return _cut(_newest(self._path), before or date.max, size, over)

    def _months(self, year: int) -> list[tuple[str, int]]:
        sql, params = _counted_months(self._path)
        with connection.cursor() as cursor:
            cursor.execute(sql, _asked(params, f"{_YEAR}%", f"{year}-%"))
            return [(month, int(number)) for month, number in cursor.fetchall()]


def filed_at(path: str) -> ReleaseQuerySet:
    """Return the same as a query of which something can be chosen."""
    current = Release.objects.current()
    return current.filed_at(path) if path else current


def offered(path: str) -> Offered:
    """Return what can be chosen from at a path, in one query."""
    years: dict[int, int] = {}
    sources: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(*_counted(path))
        # PostgreSQL adds whole numbers up to decimal ones.
        for kind, key, number in cursor.fetchall():
            if kind == "source":
                sources[key] = int(number)
            else:
                years[int(key)] = int(number)
    sources.pop("", None)
    named = sorted(sources, key=lambda source: (-sources[source], source))
    return Offered(dict(sorted(years.items(), reverse=True)), named)


@lru_cache(_ROOM)
def _newest(path: str) -> tuple[str, tuple[Any, ...]]:
    return _sql(filed_at(path).filter(held_on__lt=_DAY).newest_first().only(*_SHOWN))


@lru_cache(_ROOM)
def _oldest(path: str) -> tuple[str, tuple[Any, ...]]:
    rows = filed_at(path).filter(held_on__gte=_DAY).newest_first().reverse()
    return _sql(rows.only(*_SHOWN))


@lru_cache(_ROOM)
def _counted(path: str) -> tuple[str, tuple[Any, ...]]:
    counted = _tallies(path).filter(kind__in=("release", "source"), number__gt=0)
    return _sql(counted.values_list("kind", "key").annotate(Sum("number")))


@lru_cache(_ROOM)
def _counted_months(path: str) -> tuple[str, tuple[Any, ...]]:
    counted = _tallies(path).filter(kind="release-month", key__startswith=_YEAR)
    return _sql(counted.values_list("key").annotate(Sum("number")))


def _cut(statement: tuple[str, tuple[Any, ...]], day: date, size: int, over: int) -> list[Release]:
    sql, params = statement
    asked = _asked(params, _DAY, connection.ops.adapt_datefield_value(day))
    return list(Release.objects.raw(f"{sql} LIMIT %s OFFSET %s", [*asked, size, over]))


def _asked(params: tuple[Any, ...], stands_for: str, value: object) -> list[Any]:
    return [value if str(param) == stands_for else param for param in params]


def _tallies(path: str) -> QuerySet[Tally]:
    tallies = Tally.objects.order_by()
    return tallies.filter(heading__in=Section.objects.at(path).values("pk")) if path else tallies


def _sql(rows: QuerySet[Any, Any]) -> tuple[str, tuple[Any, ...]]:
    sql, params = rows.query.sql_with_params()
    return sql, tuple(params)
