"""What decides in which lists releases stand, and where: as a text that differs where it does.

A correction of words leaves it as it is; then only those lists have changed that name the release.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from releases.record.models import Department, Filing, Question, Release, Section, Topic, Utterance
from releases.record.models.passage import PassageKind


def placing(release: Release) -> str:
    """Return what one release stands in lists by: its own columns, its people, its questions and their words.

    Which questions are like others is told from their words; who somebody is, from their last release.
    """
    columns = ("state", "section", "held_on", "held_at", "published_at", "source", "question_count")
    questions = release.questions.order_by("position")
    asked = ("turn", "position", "held_on", "answered", "due", "settled_on")
    texts = release.passages.filter(kind=PassageKind.QUESTION).order_by("position")
    people = release.appearances.order_by("order")
    answered = Question.departments.through.objects.filter(question__release=release)
    return _digest(
        [
            Release.objects.filter(pk=release.pk).values_list(*columns),
            questions.values_list(*asked),
            texts.values_list("text"),
            people.values_list("ref", "name", "position", "role", "spoke"),
            Utterance.objects.filter(release=release).in_order().values_list("department", "position"),
            answered.order_by("question", "department").values_list("question", "department"),
        ]
    )


def headings_state() -> str:
    """Return what staff keep beside the record: sections, topics, departments, and what is filed."""
    kept = [model.objects.order_by("pk").values_list() for model in (Section, Topic, Department)]
    return _digest(
        [*kept, Filing.objects.order_by("question_id", "topic_id").values_list("question_id", "topic_id")]
    )


def outline_of(placings: Mapping[str, str], headings: str) -> str:
    """Return the outline of a site from the placing of each release."""
    return _digest([sorted(placings.items()), [headings]])


def _digest(parts: Iterable[Iterable[Any]]) -> str:
    digest = hashlib.sha256()
    for part in parts:
        for row in part:
            digest.update(repr(row).encode())
        digest.update(b"/")
    return digest.hexdigest()[:32]
