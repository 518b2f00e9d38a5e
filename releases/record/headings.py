"""The headings that questions stand under: topics, and the departments that answered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, NamedTuple

from django.db.models import CharField, OuterRef, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

from releases.record.models import Department, Filing, Question, Tally, Topic

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
    return Topic.objects.annotate(number=_number(_TOPIC))


def counted_departments() -> QuerySet[Department]:
    """Return the departments, each with the ``number`` of questions it answered, in one query."""
    return Department.objects.annotate(number=_number(_DEPARTMENT))


def topics_by_year() -> list[tuple[Heading, int, int]]:
    """Return how many questions of each year stand under each topic, in two queries."""
    topics = {topic.key: topic for topic in all_headings().topics}
    counted = Tally.objects.filter(kind=_TOPIC, number__gt=0).values_list("heading", "key", "number")
    return [(topics[topic], int(year), number) for topic, year, number in counted if topic in topics]


def _number(kind: str) -> Coalesce:
    counted = Tally.objects.filter(kind=kind, heading=OuterRef("pk")).order_by()
    return Coalesce(Subquery(counted.values("heading").annotate(sum=Sum("number")).values("sum")), 0)


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
