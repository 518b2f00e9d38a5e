"""Answers left for later: which a conference still owes, and the row that a written one is typed into."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from releases.desk.models import Conference, State, TurnKind
from releases.record.models import Question

SOON = timedelta(days=7)
LATE = "已超期"
_TURN = re.compile(r"t([1-9][0-9]{0,8})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Owed:
    """A question that the public still waits for; ``written`` where the answer stands here, unpublished."""

    question: Question
    mark: str
    written: bool


def mark_of(question: Question, today: date) -> str:
    """Return what to say of a day that has passed or is near, "" of any other."""
    if question.is_late(today):
        return LATE
    return f"{SOON.days} 天内到期" if question.due and question.due <= today + SOON else ""


def owed_by(conference: Conference) -> list[Owed]:
    """Return what a published conference owes, as the public reads it now."""
    if conference.state != State.PUBLISHED:
        return []
    questions = list(Question.objects.owed().filter(release=conference.release_id))
    if not questions:
        return []
    today = timezone.localdate()
    given = conference.turns.filter(given_on__isnull=False, answers__isnull=False)
    written = {f"t{number}" for number in given.values_list("answers__number", flat=True)}
    return [Owed(each, mark_of(each, today), each.turn in written) for each in questions]


def prepared(conference: Conference | None, turn: str) -> dict[str, Any] | None:
    """Return what stands in a new row for the written answer to a question, None where there is none such.

    Its place is that of the last answer so far: of two rows of one place the younger stands behind.
    """
    match = _TURN.fullmatch(turn)
    if conference is None or match is None:
        return None
    question = conference.turns.filter(number=match[1], kind=TurnKind.QUESTION).first()
    if question is None:
        return None
    answers = list(question.answered_by.all())
    first, last = (answers[0], answers[-1]) if answers else (None, question)
    return {
        "kind": TurnKind.ANSWER.value,
        "answers": question.pk,
        "order": last.order,
        "given_on": timezone.localdate(),
        "speaker": first.speaker_id if first else None,
        "label": first.label if first else "",
    }
