"""Questions as lists show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from releases.record.headings import Heading, Headings
from releases.record.models import Question
from releases.record.pages.said import Said, said


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question with the beginning of its first answer; ``days_late`` is 0 where nothing is late."""

    question: Question
    answer: Said | None
    topics: tuple[Heading, ...]
    departments: tuple[Heading, ...]
    days_late: int


def question_rows(
    questions: Iterable[Question], headings: Mapping[str, Headings], today: date
) -> list[QuestionRow]:
    """Return a row for each question; one that came from ``with_answer()`` shows its answer."""
    rows = []
    for question in questions:
        under = headings.get(question.pk, Headings())
        rows.append(
            QuestionRow(
                question, answer_of(question), under.topics, under.departments, question.days_late(today)
            )
        )
    return rows


def answer_of(question: Question) -> Said | None:
    """Return how the first answer begins, where the question came with it."""
    answer: dict[str, Any] | None = getattr(question, "answer", None)
    return said(question.release_id, **answer) if answer else None
