"""What a person or a department was asked and said, conference by conference."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.db.models import OuterRef, Subquery
from django.urls import reverse

from releases.record.models import Passage, Question
from releases.record.models.passage import PassageQuerySet
from releases.record.pages.said import Said, said_in


@dataclass(frozen=True, slots=True)
class Exchange:
    """A question with what was said to it, or something said without one, which has no ``question``."""

    question: str
    address: str
    said: tuple[Said, ...]


def with_questions(passages: PassageQuerySet) -> PassageQuerySet:
    """Fetch of each passage how it begins, and the line of the question it answers."""
    asked = Question.objects.filter(release=OuterRef("release"), turn=OuterRef("answers"))
    return passages.beginning().annotate(question_title=Subquery(asked.values("title")[:1]))


def exchanges(passages: Iterable[Passage]) -> dict[str, tuple[Exchange, ...]]:
    """Return by release what was said there, in the order of the passages; they are ``with_questions()``.

    Answers to one question that follow each other stand below it together.
    """
    found: dict[str, list[Exchange]] = defaultdict(list)
    for (release_id, answers, _), together in groupby(passages, _place):
        first, *others = together
        question = reverse("record:question", args=[release_id, answers]) if answers else ""
        said = tuple(said_in(passage) for passage in (first, *others))
        found[release_id].append(Exchange(first.question_title or "", question, said))  # type: ignore[attr-defined]
    return {release_id: tuple(each) for release_id, each in found.items()}


def _place(passage: Passage) -> tuple[str, str, int]:
    """Return what answers to one question have in common, and nothing else has."""
    return passage.release_id, passage.answers, 0 if passage.answers else passage.pk
