"""What search answers: plain values, for any page to show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from releases.record.search.excerpts import Piece
from releases.record.search.query import Query


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search.

    ``speaker`` is a ref, or a name where there is none; ``kind`` is what the words stand in: a question, an
    answer or a statement; ``release`` is one conference, of which all is shown.
    """

    year: int | None = None
    section: str = ""
    source: str = ""
    speaker: str = ""
    kind: str = ""
    release: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """How much there is with a value of a filter.

    ``over`` says that it is more, past what is counted; ``least`` that it may be more, because not all of it
    was looked at.
    """

    value: str
    label: str
    number: int
    over: bool = False
    least: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A turn, cut to where the words stand in it, with its speaker as of that day and its address."""

    turn: str
    kind: str
    label: str
    speaker: str
    position: str
    address: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A thing found: a question with its answers, or a statement; ``question`` stands there unmarked too."""

    kind: str
    question: Said | None
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Conference:
    """A conference with its best.

    ``number`` is how much of it was found, and ``left`` how much of that is neither shown nor the title.
    """

    release: str
    title: tuple[Piece, ...]
    address: str
    held_on: date
    source: str
    section: str
    number: int
    left: int
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """A page of what was found; with ``over`` there is more than ``total``, and the newest is ranked.

    ``bands`` are the years looked through, oldest first; ``newest`` is the month of the newest entry.
    """

    query: Query
    total: int = 0
    over: bool = False
    page: int = 1
    pages: int = 1
    conferences: tuple[Conference, ...] = ()
    years: tuple[Count, ...] = ()
    sections: tuple[Count, ...] = ()
    sources: tuple[Count, ...] = ()
    speakers: tuple[Count, ...] = ()
    kinds: tuple[Count, ...] = ()
    releases: tuple[Count, ...] = ()
    bands: tuple[int, ...] = ()
    newest: int = 0
