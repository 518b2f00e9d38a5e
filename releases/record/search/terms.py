"""What of a document is worth offering to somebody who mistyped it: names, sources, words. No Django."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from releases.document import Document
from releases.record.search.keys import LONGEST_TERM, spelling
from releases.record.search.words import frequent, phrases

# With all that stands between its units.
_LONGEST_TEXT = 100


class TermKind(StrEnum):
    """What a term is."""

    PERSON = "person"
    SOURCE = "source"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Named:
    """A term as the document has it; ``ref`` and ``position`` are those of a person."""

    kind: TermKind
    text: str
    ref: str = ""
    position: str = ""


class Known(NamedTuple):
    """A term with the key it was looked up by, and how many current releases have it."""

    key: str
    kind: str
    text: str
    ref: str
    position: str
    number: int


def terms(document: Document) -> list[Named]:
    """Return the terms of the document, each once."""
    found: dict[tuple[TermKind, str, str], Named] = {}
    for one in (*_people(document), *_sources(document), *_words(document)):
        if len(one.text) <= _LONGEST_TEXT and 2 <= len(spelling(one.text)) <= LONGEST_TERM:
            found.setdefault((one.kind, one.text, one.ref), one)
    return list(found.values())


def _people(document: Document) -> Iterator[Named]:
    speaking = {turn.speaker for turn in document.turns}
    for person in document.people:
        # Somebody without a page of their own is found by what they said.
        if person.ref or person.id in speaking:
            yield Named(TermKind.PERSON, person.name, person.ref, person.position)


def _sources(document: Document) -> Iterator[Named]:
    yield Named(TermKind.SOURCE, document.source)


def _words(document: Document) -> Iterator[Named]:
    titles = (document.title, document.subject)
    texts = frequent(turn.text for turn in document.turns)
    for text in (*document.keywords, *(each for title in titles for each in phrases(title)), *texts):
        yield Named(TermKind.WORD, text)
