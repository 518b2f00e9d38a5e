"""What decides in which lists releases stand, and where: as a text that differs where it does.

A correction of words leaves it as it is; then only those lists have changed that name the release.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from releases.record.mirror.manifest import Manifest
from releases.record.models import (
    Appearance,
    Department,
    Filing,
    Passage,
    Question,
    Release,
    Section,
    Topic,
    Utterance,
)
from releases.record.models.passage import PassageKind


def places(
    whole: Manifest | None, revision: str, states: Mapping[str, str], changed: Collection[str]
) -> dict[str, Any]:
    """Return what a new whole generation says of where releases stand; where none has changed, as before."""
    before, headings = whole.placings if whole else {}, headings_state()
    placings = {pk: before[pk] if pk in before and pk not in changed else placing(pk) for pk in states}
    outline = outline_of(placings, headings)
    if whole and revision != whole.revision and not changed and headings == whole.headings:
        # Nobody can tell what has moved the site: it may be anything, as where all is indexed anew.
        outline = revision
    return {"placings": placings, "headings": headings, "outline": outline}


def placing(release: str) -> str:
    """Return what one release stands in lists by: its own columns, its people, its questions and their words.

    Which questions are like others is told from their words; who somebody is, from their last release.
    """
    columns = ("state", "section", "held_on", "held_at", "published_at", "source", "question_count")
    questions = Question.objects.filter(release=release).order_by("position")
    asked = ("turn", "position", "held_on", "answered", "due", "settled_on")
    texts = Passage.objects.filter(release=release, kind=PassageKind.QUESTION).order_by("position")
    people = Appearance.objects.filter(release=release).order_by("order")
    answered = Question.departments.through.objects.filter(question__release=release)
    return _digest(
        [
            Release.objects.filter(pk=release).values_list(*columns),
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
