"""The outline of a conference: how it opened, who presented, what was asked and who answered."""

from __future__ import annotations

from releases.document import Document, Kind, Person, Role, Turn
from releases.record.headline import headline
from releases.record.pages.parts import KIND_LABELS, ROLE_LABELS, OutlineEntry


def outline_of(document: Document) -> tuple[OutlineEntry, ...]:
    """Return the outline; the moderator's words between questions are left out of it."""
    people = {person.id: person for person in document.people}
    answers: dict[str, list[OutlineEntry]] = {}
    for turn in document.turns:
        if turn.answers:
            answers.setdefault(turn.answers, []).append(_named(turn, people))
    entries: list[OutlineEntry] = []
    opened = False
    for turn in document.turns:
        speaker = people.get(turn.speaker or "")
        moderates = speaker is not None and speaker.role is Role.MODERATOR
        if turn.kind is Kind.QUESTION:
            text = headline(turn.text) or turn.label or str(KIND_LABELS[turn.kind])
            below = tuple(answers.get(turn.id, ()))
            entries.append(OutlineEntry(turn.id, text, turn.kind.value, below))
        elif turn.kind is not Kind.NARRATION and not turn.answers and not (moderates and opened):
            entries.append(_named(turn, people))
        opened = opened or moderates
    return tuple(entries)


def _named(turn: Turn, people: dict[str, Person]) -> OutlineEntry:
    speaker = people.get(turn.speaker or "")
    if speaker is None:
        return OutlineEntry(turn.id, turn.label or str(KIND_LABELS[turn.kind]), turn.kind.value)
    role = "" if turn.kind is Kind.ANSWER else str(ROLE_LABELS[speaker.role])
    return OutlineEntry(turn.id, speaker.name, turn.kind.value, role=role)
