"""What the index holds of a release, before any database has it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from releases.document import Document
from releases.record.models import Entry, Release
from releases.record.search.things import Thing, things
from releases.record.search.tokens import runs, single, tokens

_OF_A_RELEASE = 10_000
_OF_A_DAY = 10_000
# So long is an id with a number below that.
LONGEST_ID = len("20260329-9999")


@dataclass(frozen=True, slots=True)
class Row:
    """An entry and its words: tokens in order; those of single units and facets, which have no order."""

    entry: Entry
    asked: list[str]
    said: list[str]
    singles_asked: list[str]
    singles_said: list[str]
    facets: list[str]


def keys_of(release_id: str) -> tuple[int, int]:
    """Return the least key an entry of the release may have, and the least that is beyond it."""
    day, _, number = release_id.partition("-")
    first = (int(day) * _OF_A_DAY + int(number)) * _OF_A_RELEASE
    return first, first + _OF_A_RELEASE


def year_of_key(key: int) -> int:
    """Return the year in the id of the release that the entry is of."""
    return key // (_OF_A_RELEASE * _OF_A_DAY * 10_000)


def month_of_key(key: int) -> int:
    """Return the year and month in the id of the release that the entry is of: 202603."""
    return key // (_OF_A_RELEASE * _OF_A_DAY * 100)


def first_key_of_year(year: int) -> int:
    """Return a key that no entry of an earlier year reaches."""
    return year * (_OF_A_RELEASE * _OF_A_DAY * 10_000)


def facet(name: str, value: object) -> str:
    """Return the token that says that an entry has this value; it looks like no word's."""
    return f"¦{name}¦{hashlib.blake2b(str(value).encode(), digest_size=8).hexdigest()}"


def rows(release: Release, document: Document) -> list[Row]:
    """Return what the index holds of the release."""
    first, beyond = keys_of(release.pk)
    # A conference of ten thousand things does not happen; its rows must not be taken for the next one's.
    found = things(document)[: beyond - first]
    return [_row(release, key, thing) for key, thing in enumerate(found, first)]


def _row(release: Release, key: int, thing: Thing) -> Row:
    asked, singles_asked = _words(thing.asked)
    said, singles_said = _words(thing.said)
    path = release.section.path.split("/")
    facets = [
        facet("band", year_of_key(key)),
        facet("month", month_of_key(key)),
        facet("year", release.held_on.year),
        facet("kind", thing.kind),
        *(facet("section", "/".join(path[:depth])) for depth in range(1, len(path) + 1)),
        *([facet("source", release.source)] if release.source else []),
        *(facet("speaker", ref or name) for ref, name in thing.speakers),
    ]
    entry = Entry(
        key=key,
        release=release,
        kind=thing.kind,
        year=release.held_on.year,
        section=release.section,
        source=release.source,
        speakers="\n".join(f"{ref}\t{name}" for ref, name in thing.speakers),
        turns=" ".join(map(str, thing.turns)),
    )
    return Row(entry, asked, said, singles_asked, singles_said, facets)


def _words(texts: list[str]) -> tuple[list[str], list[str]]:
    found = [run for text in texts for run in runs(text)]
    singles = dict.fromkeys(unit for run in found for unit in run)
    return [token for run in found for token in tokens(run)], [single(unit) for unit in singles]
