"""What is made anew from the current version: list columns, passages, people, questions, the index."""

from __future__ import annotations

from datetime import datetime

from releases.document import Document, Kind
from releases.record.departments import attribute
from releases.record.headline import headline
from releases.record.models import (
    Appearance,
    Passage,
    Question,
    Release,
    ReleaseState,
    Section,
    Version,
)
from releases.record.models.question import key_of
from releases.record.requirements import day_of
from releases.record.search import index


def fill(release: Release, document: Document, *, section: Section, version: Version) -> None:
    """Make everything that chooses or finds the release say what the document says."""
    start = document.held.start
    release.section = section
    release.title = document.title
    release.source = document.source
    release.summary = document.summary
    release.held_on = day_of(document)
    release.held_at = start if isinstance(start, datetime) else None
    release.version = version
    release.updated_at = version.published_at
    release.turn_count = len(document.turns)
    release.question_count = sum(turn.kind is Kind.QUESTION for turn in document.turns)
    release.save()
    derive(release, document)


def derive(release: Release, document: Document) -> None:
    """Write the rows that the public's pages read beside the version."""
    _forget(release)
    Passage.objects.bulk_create(passages(release, document))
    Appearance.objects.bulk_create(appearances(release, document))
    Question.objects.bulk_create(questions(release, document))
    attribute(release)
    index.write(release, document)


def clear(release: Release, *, version: Version) -> None:
    """Take the release out of everything that chooses or finds it."""
    release.state = ReleaseState.WITHDRAWN
    release.version = version
    release.updated_at = version.published_at
    release.save()
    forget(release)


def forget(release: Release) -> None:
    """Take away the rows that pages read, and the index of search."""
    _forget(release)
    index.forget(release)


def passages(release: Release, document: Document) -> list[Passage]:
    """Return a passage for each turn, not yet saved."""
    people = {person.id: person for person in document.people}
    found = []
    for position, turn in enumerate(document.turns):
        speaker = people[turn.speaker] if turn.speaker else None
        found.append(
            Passage(
                release=release,
                turn=turn.id,
                position=position,
                kind=turn.kind.value,
                label=turn.label,
                speaker_ref=speaker.ref if speaker else "",
                speaker_name=speaker.name if speaker else "",
                speaker_position=speaker.position if speaker else "",
                text=turn.text,
                answers=turn.answers or "",
                given_on=turn.given_on,
            )
        )
    return found


def questions(release: Release, document: Document) -> list[Question]:
    """Return a row for each question, not yet saved."""
    answers = [turn for turn in document.turns if turn.answers]
    return [
        Question(
            key=key_of(release.pk, turn.id),
            release=release,
            turn=turn.id,
            position=position,
            title=headline(turn.text) or turn.label or "（没有文字）",
            label=turn.label,
            held_on=release.held_on,
            answered=any(answer.answers == turn.id for answer in answers),
            due=turn.due,
            settled_on=max(
                (answer.given_on for answer in answers if answer.answers == turn.id and answer.given_on),
                default=None,
            ),
        )
        for position, turn in enumerate(document.turns)
        if turn.kind is Kind.QUESTION
    ]


def appearances(release: Release, document: Document) -> list[Appearance]:
    """Return an appearance for each person, not yet saved; someone listed twice appears once."""
    speaking = {turn.speaker for turn in document.turns}
    found: dict[str, Appearance] = {}
    for order, person in enumerate(document.people):
        spoke = person.id in speaking
        # No ref holds a "#", so a person without one cannot be taken for another.
        key = person.ref or f"#{person.id}"
        known = found.get(key)
        if known:
            known.spoke = known.spoke or spoke
            continue
        found[key] = Appearance(
            release=release,
            ref=person.ref,
            name=person.name,
            position=person.position,
            role=person.role.value,
            spoke=spoke,
            order=order,
        )
    return list(found.values())


def _forget(release: Release) -> None:
    release.questions.all().delete()
    release.passages.all().delete()
    release.appearances.all().delete()
