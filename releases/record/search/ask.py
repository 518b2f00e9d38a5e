"""What is asked of a database, in words that all of them understand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol

from releases.record.search.query import Phrase

if TYPE_CHECKING:
    from releases.record.search.rows import Row
    from releases.record.search.terms import Known

# Beyond this nothing is counted: nobody pages through it.
MOST = 1_000
# And no more of a year, where there are more in all: to choose one by, "at least 250" is as good.
MOST_OF_A_BAND = 250

# Where all words have to stand: in the question or title, in what is said, or anywhere in the entry.
Place = Literal["asked", "said", "anywhere"]


@dataclass(frozen=True, slots=True)
class Ask:
    """Words and no words, the facets an entry has to have, and the years, oldest first, it may be of.

    ``newest`` is the month of the newest entry there is: 202603. ``release`` is the only one it may be of.
    """

    words: tuple[Phrase, ...]
    without: tuple[Phrase, ...]
    facets: tuple[str, ...]
    bands: tuple[int, ...]
    newest: int
    release: str = ""


class Hit(NamedTuple):
    """An entry that has what was asked for, and where."""

    place: Place
    key: int
    release: str
    kind: str
    year: int
    section: int
    source: str
    speakers: str
    turns: str


class Spread(NamedTuple):
    """How many hits there are of a band, with a year, a section and a source."""

    band: int
    year: int
    section: int
    source: str
    number: int


class Standing(NamedTuple):
    """Where one of several phrases stands: which, in what release, and the positions of the turns."""

    at: int
    release: str
    turns: str


# A term for each of its keys that is among these, the most frequent first.
TERMS = """SELECT k.key, t.kind, t.text, t.ref, t.position, t.number
    FROM record_termkey AS k JOIN record_term AS t ON t.id = k.term_id
    WHERE k.key {among} ORDER BY t.number DESC, t.text, t.id, k.key LIMIT %s"""


class Engine(Protocol):
    """What a database does for search."""

    def write(self, rows: Sequence[Row]) -> None:
        """Add the rows."""

    def forget(self, release: str, first: int, beyond: int) -> None:
        """Take out all rows of the release; their keys lie between these two."""

    def hits(self, ask: Ask, places: Sequence[Place]) -> list[Hit]:
        """Return for each place the newest hits, one more than are counted, in one query."""

    def spread(self, ask: Ask, place: Place) -> list[Spread]:
        """Return how many hits there are by band, year, section and source, in one query.

        Of no band are more looked at than :meth:`most_of_a_band` says, and one.
        """

    def numbers(self, asks: Sequence[tuple[Ask, Place]], most: int) -> list[int]:
        """Return how many hits each has, none counted beyond ``most``, in one query."""

    def standing(self, phrases: Sequence[Phrase], most: int) -> list[Standing]:
        """Return where each phrase stands, in any order and no more than ``most`` places, in one query."""

    def terms(self, keys: Sequence[str], most: int) -> list[Known]:
        """Return what has one of the keys, the most frequent first, in one query."""

    def most_of_a_band(self, ask: Ask) -> int:
        """Return how many hits of a band ``spread`` counts."""
