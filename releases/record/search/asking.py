"""A query and its filters, as what is asked of a database."""

from __future__ import annotations

from collections.abc import Iterator

from releases.record.search.ask import Ask, Place
from releases.record.search.query import Query
from releases.record.search.results import Filters
from releases.record.search.rows import facet, keys_of, month_of_key, year_of_key

# Of which kind of entry, and where in it the words stand.
_KINDS: dict[str, tuple[str, Place]] = {
    "question": ("exchange", "asked"),
    "answer": ("exchange", "said"),
    "statement": ("statement", "said"),
}


def ask_for(query: Query, filters: Filters, bands: tuple[int, ...], newest: int) -> Ask:
    """Return what to ask a database whose entries are of these years, the newest of this month."""
    if filters.release:
        first, _ = keys_of(filters.release)
        bands, newest = (year_of_key(first),), month_of_key(first)
    return Ask(query.words, query.without, tuple(_facets(filters)), bands, newest, filters.release)


def places_for(query: Query, filters: Filters) -> tuple[Place, ...]:
    """Return where all words may stand, the best first."""
    if filters.kind:
        return (_KINDS[filters.kind][1],)
    # One word that stands anywhere stands in one of the two.
    return ("asked", "said") if len(query.words) == 1 else ("asked", "said", "anywhere")


def place_for(filters: Filters) -> Place:
    """Return the one place that holds all others where words may stand."""
    return _KINDS[filters.kind][1] if filters.kind else "anywhere"


def _facets(filters: Filters) -> Iterator[str]:
    for name in ("year", "section", "source", "speaker"):
        value = getattr(filters, name)
        if value:
            yield facet(name, value)
    if filters.kind:
        yield facet("kind", _KINDS[filters.kind][0])
