"""How many there are of what lists show, read where triggers have counted it, and pages far inside of a list.

A page that passes over all that stand before it costs the more the further inside it is. The months before it
are passed over by their numbers instead.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Generic, TypeVar

from django.db.models import Count, Model, Q, QuerySet, Subquery, Sum

from releases.record.models import Question, Tally

_Key = TypeVar("_Key", int, str)
_Row = TypeVar("_Row", bound=Model)
# What is counted: a kind and a heading, None for all headings together.
Counted = tuple[str, int | None]
QUESTIONS: Counted = ("question", 0)
RELEASES: Counted = ("release", None)
# So many rows are passed over sooner than the months of a year are asked for.
_FEW = 1_000


def by_year(counted: Counted) -> dict[int, int]:
    """Return how many there are of a kind in each year, the newest first, in one query."""
    return {int(year): number for year, number in _summed(*counted).order_by("-key")}


def of_questions(counted: Counted) -> tuple[dict[Counted, dict[int, int]], int]:
    """Return the same of all questions and of those under a heading, and how many are owed, in one query."""
    owed = Question.objects.owed().order_by().values("settled_on").annotate(number=Count("pk"))
    rows = _of({QUESTIONS, counted}).filter(number__gt=0).order_by("-key")
    numbers: dict[Counted, dict[int, int]] = {}
    waiting = 0
    columns = ("kind", "heading", "key", "number", "owed")
    for kind, heading, year, number, found in rows.annotate(owed=Subquery(owed.values("number"))).values_list(
        *columns
    ):
        numbers.setdefault((kind, heading), {})[int(year)] = number
        waiting = found or 0
    return numbers, waiting


def number_of(counted: Collection[Counted]) -> int:
    """Return how many there are of all these together, in one query."""
    return _of(counted).aggregate(sum=Sum("number"))["sum"] or 0 if counted else 0


def every_year(years: Iterable[int]) -> list[int]:
    """Return all years from the newest to the oldest of these."""
    return list(range(max(years), min(years) - 1, -1)) if years else []


class Listed(Sequence[_Row], Generic[_Row]):
    """Rows with a day each, the newest first, of which there are so many in each year.

    ``kind`` and ``heading`` are what they are counted as.
    """

    def __init__(
        self, rows: QuerySet[_Row], years: Mapping[int, int], kind: str, heading: int | None
    ) -> None:
        self._rows, self._years, self._kind, self._heading = rows, years, kind, heading

    def __len__(self) -> int:
        """Return how many there are."""
        return sum(self._years.values())

    def __getitem__(self, part: Any) -> Any:  # noqa: ANN401  (a slice, as pages are cut)
        """Return a slice of them as a query; in a year of many one more tells in which month it begins."""
        before, over = place(self._years, part.start, self._months)
        rows = self._rows if before is None else self._rows.filter(held_on__lt=before)
        return rows[over : over + part.stop - part.start]

    def _months(self, year: int) -> Iterable[tuple[str, int]]:
        return _summed(f"{self._kind}-month", self._heading).filter(key__startswith=f"{year}-")


def place(
    years: Mapping[int, int], start: int, months_of: Callable[[int], Iterable[tuple[str, int]]]
) -> tuple[date | None, int]:
    """Return a day, and how many rows before it, the newest first, stand before the row of this number.

    The day is None for the first page. Only where those of a year are many, ``months_of`` asks for its
    months (2026-03), and how many there are in each.
    """
    if start == 0:
        return None, 0
    year, over = _within(years, start)
    if year is not None and over > _FEW:
        month, over = _within(dict(sorted(months_of(year), reverse=True)), over)
        if month is not None:
            return date(year + int(month[5:]) // 12, int(month[5:]) % 12 + 1, 1), over
    # Some may have been withdrawn since they were counted: nothing is left there.
    return (date.min if year is None else date(year + 1, 1, 1)), over


def _of(counted: Collection[Counted]) -> QuerySet[Tally]:
    return Tally.objects.filter(reduce(or_, (Q(kind=kind, heading=heading) for kind, heading in counted)))


def _summed(kind: str, heading: int | None) -> QuerySet[Tally, tuple[str, int]]:
    """Return what is counted as keys with numbers, in no order."""
    tallies = Tally.objects.filter(kind=kind, number__gt=0).order_by()
    of_heading = tallies if heading is None else tallies.filter(heading=heading)
    return of_heading.values_list("key").annotate(Sum("number"))


def _within(numbers: Mapping[_Key, int], start: int) -> tuple[_Key | None, int]:
    """Return in which of these a row is, and how many stand before it there; None beyond the last."""
    for key, number in numbers.items():
        if start < number:
            return key, start
        start -= number
    return None, start
