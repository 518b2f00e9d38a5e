"""What to offer where a search finds nothing, or little beside a word that is nearly the same.

Two queries: the terms of the vocabulary that are near, and how much each offer would find.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice

from releases.record.search import vocabulary
from releases.record.search.asking import ask_for, place_for
from releases.record.search.engines import engine
from releases.record.search.guessing import Grade, guesses
from releases.record.search.offers import Offer, Way, fewer_filters, fewer_words, meant, meant_anywhere
from releases.record.search.results import Filters, Results
from releases.record.search.spans import keys_of, spans
from releases.record.search.terms import TermKind

MOST_MEANT = 8
# Some of them find nothing.
_MOST_TRIED = 12
# Of more words none is put right, nor is one taken apart into more: all of them are looked for together, for
# each offer again.
_MOST_PUT_RIGHT = 3
# An offer is counted up to here.
MOST_COUNTED = 100
# So little may be a slip of the hand, where a word that is nearly the same is in ten times as many releases.
FEW = 3
_TIMES = 10


@dataclass(frozen=True, slots=True)
class Nearest:
    """Questions that find something: with another word, with fewer words, with fewer filters."""

    meant: tuple[Offer, ...] = ()
    fewer_words: tuple[Offer, ...] = ()
    fewer_filters: tuple[Offer, ...] = ()


def nearest(results: Results, filters: Filters) -> Nearest:
    """Return what to offer beside these results."""
    query = results.query
    if not results.bands or results.total > FEW:
        return Nearest()
    found = spans(query.words) if len(query.words) <= _MOST_PUT_RIGHT else []
    guessed = guesses(found, vocabulary.look_up(keys_of(found))) if found else []
    guessed = [guess for guess in guessed if len(guess.words) <= _MOST_PUT_RIGHT]
    near = meant(query, filters, guessed)
    if results.total:
        # Typed as one, two words stand together in titles, and apart in what was said.
        titles_alone = not any(conference.found for conference in results.conferences)
        likelier = (
            offer
            for offer in near
            if _is_likelier(offer, results.total) or (titles_alone and offer.term is None)
        )
        better = _finding(islice(likelier, MOST_MEANT), results, filters)
        return Nearest(meant=tuple(offer for offer in better if offer.term or offer.number > results.total))
    tried = (
        *islice(near, _MOST_TRIED),
        *islice(meant_anywhere(query, filters, guessed), _MOST_TRIED),
        *fewer_words(query, filters),
        *fewer_filters(query, filters),
    )
    of_way: dict[Way, list[Offer]] = {way: [] for way in Way}
    for offer in _finding(tried, results, filters):
        of_way[offer.way].append(offer)
    good = of_way[Way.MEANT] or of_way[Way.MEANT_ANYWHERE]
    return Nearest(
        meant=tuple([each for each in good if not each.grade.is_last_resort] or good)[:MOST_MEANT],
        fewer_words=tuple(of_way[Way.FEWER_WORDS] or of_way[Way.ONE_WORD]),
        fewer_filters=tuple(of_way[Way.FEWER_FILTERS]),
    )


def _is_likelier(offer: Offer, total: int) -> bool:
    if offer.term is None or offer.grade > Grade.ONE_SLIP:
        return False
    if offer.term.kind == TermKind.PERSON and offer.grade == Grade.SAME:
        return True
    return offer.term.number >= _TIMES * total


def _finding(offers: Iterable[Offer], results: Results, filters: Filters) -> Iterator[Offer]:
    """Yield the offers that lead to something, with how much they find beside these results."""
    tried = list(offers)
    if not tried:
        return
    extent = results.bands, results.newest
    asks = [(ask_for(each.query, each.filters, *extent), place_for(each.filters)) for each in tried]
    for offer, number in zip(tried, engine().numbers(asks, MOST_COUNTED), strict=True):
        more = 0 if (offer.query, offer.filters) == (results.query, filters) else number
        if more or offer.has_page:
            yield replace(offer, number=more)
