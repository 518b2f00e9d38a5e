"""What there is to find in a document: questions with their answers, statements, the title. No Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from releases.document import Document, Kind

# A longer one is several things to find: PostgreSQL counts positions only to 16,383, and 255 of one token.
LONGEST_THING = 6_000
# So much of the end of one is also the beginning of the next: no query is longer.
_OVERLAP = 200


class ThingKind(StrEnum):
    """What is found."""

    TITLE = "title"
    EXCHANGE = "exchange"
    STATEMENT = "statement"
    NARRATION = "narration"


@dataclass(slots=True)
class Thing:
    """One thing to find.

    ``asked`` are a question's paragraphs, or a title; ``said`` everybody else's. ``turns`` are the positions
    of the turns it is made of, ``speakers`` the refs and names of who speaks.
    """

    kind: ThingKind
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    turns: list[int] = field(default_factory=list)
    speakers: dict[tuple[str, str], None] = field(default_factory=dict)

    @property
    def length(self) -> int:
        """Return the number of characters."""
        return sum(map(len, self.asked)) + sum(map(len, self.said))


# An answer to no question that was written down is an answer all the same.
_KINDS = {
    Kind.QUESTION: ThingKind.EXCHANGE,
    Kind.ANSWER: ThingKind.EXCHANGE,
    Kind.STATEMENT: ThingKind.STATEMENT,
    Kind.NARRATION: ThingKind.NARRATION,
}


def things(document: Document) -> list[Thing]:
    """Return what there is to find, the title first, the others in the order they begin in."""
    keywords = " ".join(document.keywords)
    title = Thing(
        ThingKind.TITLE, asked=[document.title, document.subject, keywords], said=[document.summary]
    )
    begun: list[list[Thing]] = [[title]]
    exchanges: dict[str, list[Thing]] = {}
    people = {person.id: (person.ref, person.name) for person in document.people}
    for position, turn in enumerate(document.turns):
        parts = exchanges.get(turn.answers) if turn.answers else None
        if parts is None:
            parts = [Thing(_KINDS[turn.kind])]
            begun.append(parts)
        if turn.kind is Kind.QUESTION:
            exchanges[turn.id] = parts
        for paragraph in _paragraphs(turn.text):
            if parts[-1].length + len(paragraph) > LONGEST_THING:
                parts.append(Thing(parts[0].kind))
            thing = parts[-1]
            (thing.asked if turn.kind is Kind.QUESTION else thing.said).append(paragraph)
            if position not in thing.turns:
                thing.turns.append(position)
            if turn.speaker:
                thing.speakers[people[turn.speaker]] = None
    return [thing for parts in begun for thing in parts if thing.length]


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n"):
        # Each piece begins with the end of the one before, so that no phrase falls between.
        for start in range(0, max(len(paragraph) - _OVERLAP, 1), LONGEST_THING - _OVERLAP):
            yield paragraph[start : start + LONGEST_THING]
