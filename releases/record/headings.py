"""The headings that questions stand under: topics, and the departments that answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from django.db.models import CharField, Count, Exists, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, Left
from django.urls import reverse

from releases.record.models import Department, Filing, Question, Topic

_TOPIC: Literal["topic"] = "topic"
_DEPARTMENT: Literal["department"] = "department"
_COLUMNS = ("position", "slug", "name", "pk")


class Heading(NamedTuple):
    """A topic or a department, in the order in which staff keep them."""

    kind: Literal["topic", "department"]
    place: int
    slug: str
    name: str
    key: int

    @property
    def url(self) -> str:
        """Return its page."""
        return reverse(f"record:{self.kind}", args=[self.slug])


class Headings(NamedTuple):
    """Topics and departments, each in order."""

    topics: tuple[Heading, ...] = ()
    departments: tuple[Heading, ...] = ()


def all_headings() -> Headings:
    """Return every topic and every department, in one query."""
    topics = Topic.objects.order_by().values_list(_kind(_TOPIC), *_COLUMNS)
    departments = Department.objects.order_by().values_list(_kind(_DEPARTMENT), *_COLUMNS)
    return _sorted(Heading(*row) for row in topics.union(departments, all=True))


def headings_of(questions: Iterable[Question]) -> dict[str, Headings]:
    """Return what each of the questions is filed under and who answered it, by its key, in one query."""
    keys = [question.pk for question in questions]
    filed = Filing.objects.filter(question__in=keys).values_list(
        "question_id", _kind(_TOPIC), *_columns(_TOPIC)
    )
    answered = Question.departments.through.objects.filter(question__in=keys).values_list(
        "question_id", _kind(_DEPARTMENT), *_columns(_DEPARTMENT)
    )
    found: dict[str, list[Heading]] = defaultdict(list)
    for key, *heading in filed.union(answered, all=True):
        found[key].append(Heading(*heading))
    return {key: _sorted(found.get(key, ())) for key in keys}


def counted_topics() -> QuerySet[Topic]:
    """Return the topics, each with the ``number`` of questions under it, in one query."""
    # Filings alone do not tell: those of a withdrawn question are still there.
    question = Question.objects.filter(pk=OuterRef("question_id"))
    filed = Filing.objects.filter(Exists(question), topic=OuterRef("pk"))
    return Topic.objects.annotate(number=_number(filed, "topic"))


def counted_departments() -> QuerySet[Department]:
    """Return the departments, each with the ``number`` of questions it answered, in one query."""
    answered = Question.departments.through.objects.filter(department=OuterRef("pk"))
    return Department.objects.annotate(number=_number(answered, "department"))


def topics_by_year() -> list[tuple[Heading, int, int]]:
    """Return how many questions of each year stand under each topic, in one query."""
    # SQLite has no years of dates: Django's own way calls back into Python for each row.
    year = Left(Cast("question__held_on", TextField()), 4)
    filed = Filing.objects.order_by().annotate(year=year)
    rows = filed.values_list(*_columns(_TOPIC), "year").annotate(number=Count("pk"))
    return [(Heading(_TOPIC, *topic), int(year), number) for *topic, year, number in rows]


def _number(rows: QuerySet[Any], of: str) -> Coalesce:
    counted = rows.order_by().values(of).annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def _sorted(headings: Iterable[Heading]) -> Headings:
    ordered = sorted(headings)
    return Headings(
        tuple(heading for heading in ordered if heading.kind == _TOPIC),
        tuple(heading for heading in ordered if heading.kind == _DEPARTMENT),
    )


def _columns(kind: str) -> list[str]:
    return [f"{kind}__{column}" for column in _COLUMNS]


def _kind(kind: str) -> Value:
    return Value(kind, output_field=CharField())
