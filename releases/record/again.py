"""When the same was asked again: later questions, and earlier ones, that a reader of one may want."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery

from releases.record.headings import Headings
from releases.record.models import Filing, Question
from releases.record.models.question import MANY, QuestionQuerySet
from releases.record.similar import similar
from releases.record.tallies import number_of

# So many later ones are compared, the newest, and so many before, the nearest.
COMPARED = 100
SHOWN = 3
OTHERS = 5


@dataclass(frozen=True, slots=True)
class Again:
    """Questions that ask much the same, later and before, with their answers; and others of the topic."""

    later: tuple[Question, ...]
    earlier: tuple[Question, ...]
    others: tuple[Question, ...]


def asked_again(question: Question, text: str, headings: Headings) -> Again:
    """Return what was asked of the same on other days, in four queries, three where nothing was."""
    near = _sharing(headings).exclude(release=question.release_id).newest_first().with_words()
    later = list(near.filter(held_on__gt=question.held_on)[:COMPARED])
    earlier = list(near.filter(held_on__lte=question.held_on)[:COMPARED])
    after, before = _alike(text, later), _alike(text, earlier)
    shown = [*after, *before]
    answered = Question.objects.with_answer().in_bulk(shown) if shown else {}
    others = [one for one in (*later, *earlier) if one.shares_topic and one.pk not in answered]  # type: ignore[attr-defined]
    return Again(
        tuple(answered[key] for key in after),
        tuple(answered[key] for key in before),
        tuple(others[:OTHERS]),
    )


def _alike(text: str, questions: Iterable[Question]) -> list[str]:
    return similar(text, {one.pk: one.words or "" for one in questions})[:SHOWN]  # type: ignore[attr-defined]


def _sharing(headings: Headings) -> QuestionQuerySet:
    """Return the questions of a same topic or department; whether they are many is asked in one query."""
    topics = [topic.key for topic in headings.topics]
    departments = [department.key for department in headings.departments]
    filed = Filing.objects.filter(topic__in=topics)
    answered = Question.departments.through.objects.filter(department__in=departments)
    of_this, by_whom = (
        Subquery(rows.filter(question=OuterRef("pk")).values("pk")[:1]) for rows in (filed, answered)
    )
    questions = Question.objects.annotate(shares_topic=of_this)
    if number_of({("topic", key) for key in topics} | {("department", key) for key in departments}) > MANY:
        # Enough of them are soon met on the way from one day to the next.
        return questions.alias(answered_by=by_whom).exclude(shares_topic=None, answered_by=None)
    return questions.filter(pk__in=filed.values("question").union(answered.values("question")))
