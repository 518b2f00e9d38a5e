"""``questions``: what was asked, with all answers, filed as the site has it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from itertools import groupby
from operator import or_
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from releases.record.addresses import absolute
from releases.record.api.asked import Following, check, check_alone, query_of
from releases.record.api.changes import list_of_changed_parts
from releases.record.api.endpoint import endpoint
from releases.record.api.parts import list_of_parts
from releases.record.api.turns import described as turns_described
from releases.record.api.turns import with_day
from releases.record.headings import Heading, all_headings, headings_of
from releases.record.models import Passage, Question
from releases.record.question_filter import QuestionFilter


@endpoint
def questions(request: HttpRequest) -> HttpResponse:
    """List questions, the newest conference first; or those of what changed."""
    query = query_of(request)
    paging = Following(query)
    chooser = QuestionFilter(query, headings=all_headings())
    check(query, chooser.form, paging)
    if paging.cleaned_data["updated_since"]:
        check_alone(query, "updated_since", "limit", "cursor")
        return list_of_changed_parts(request, paging, "questions changes", Question.objects.all(), described)
    return list_of_parts(request, paging, "questions", chooser.found(), described)


def described(questions: Sequence[Question]) -> list[dict[str, Any]]:
    """Return the questions as the API gives them, in two queries."""
    if not questions:
        return []
    headings, turns = headings_of(questions), _turns_of(questions)
    return [
        {
            "release": question.release_id,
            "turn": question.turn,
            "url": absolute(question.get_absolute_url()),
            "title": question.title,
            "held_on": question.held_on.isoformat(),
            "answered": question.answered,
            "due": question.due.isoformat() if question.due else None,
            "settled_on": question.settled_on.isoformat() if question.settled_on else None,
            "topics": _named(headings[question.pk].topics),
            "departments": _named(headings[question.pk].departments),
            "question": next(
                (turn for turn in turns[question.release_id] if turn["turn"] == question.turn), None
            ),
            "answers": [turn for turn in turns[question.release_id] if turn["answers"] == question.turn],
        }
        for question in questions
    ]


def _turns_of(questions: Sequence[Question]) -> dict[str, list[dict[str, Any]]]:
    """Return the questions' turns and those that answer them, by release and as spoken."""
    wanted = [
        Q(release=release) & (Q(turn__in=turns) | Q(answers__in=turns))
        for release, turns in _by_release(questions).items()
    ]
    # In no order: for the sake of the usual one SQLite would go through all turns there are.
    passages = sorted(
        with_day(Passage.objects.filter(reduce(or_, wanted)).order_by()),
        key=lambda passage: (passage.release_id, passage.position),
    )
    found = {
        release: turns_described(list(of_release))
        for release, of_release in groupby(passages, key=lambda passage: passage.release_id)
    }
    return {question.release_id: found.get(question.release_id, []) for question in questions}


def _by_release(questions: Sequence[Question]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for question in questions:
        found.setdefault(question.release_id, []).append(question.turn)
    return found


def _named(headings: Sequence[Heading]) -> list[dict[str, str]]:
    return [{"slug": heading.slug, "name": heading.name} for heading in headings]
