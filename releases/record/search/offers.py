"""Other questions to ask where one found nothing: another word, a word less, a filter less. No Django."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from enum import StrEnum

from releases.record.search.guessing import Grade, Guess
from releases.record.search.query import Phrase, Query
from releases.record.search.results import Filters
from releases.record.search.terms import Known, TermKind
from releases.record.search.tokens import runs


class Way(StrEnum):
    """How an offer differs from what was asked."""

    MEANT = "meant"
    MEANT_ANYWHERE = "meant anywhere"
    FEWER_WORDS = "fewer words"
    ONE_WORD = "one word"
    FEWER_FILTERS = "fewer filters"


@dataclass(frozen=True, slots=True)
class Offer:
    """A question to ask instead.

    ``term`` is what is put into it, as a word or, beside other words, as a filter; ``left_out`` the words, or
    the names of the filters, that are not in it. ``number`` is how much it finds, counted as far as
    ``releases.record.search.nearest`` does.
    """

    way: Way
    query: Query
    filters: Filters
    term: Known | None = None
    grade: Grade = Grade.SAME
    left_out: tuple[str, ...] = ()
    number: int = 0
    as_filter: bool = False

    @property
    def has_page(self) -> bool:
        """Return whether there is a person's page or a source's list, even where nothing is found."""
        return self.term is not None and self.term.kind != TermKind.WORD and not self.grade.is_last_resort


def meant_anywhere(query: Query, filters: Filters, guesses: Sequence[Guess]) -> Iterator[Offer]:
    """Yield the same as :func:`meant` without the filters, where there are any."""
    used = _used(filters)
    for offer in meant(query, Filters(), guesses) if used else ():
        yield replace(offer, way=Way.MEANT_ANYWHERE, left_out=used)


def meant(query: Query, filters: Filters, guesses: Sequence[Guess]) -> Iterator[Offer]:
    """Yield the question with what was meant in the place of what was typed."""
    seen = {(query, filters, "")}
    for guess in guesses:
        offer = _offer(query, filters, guess)
        # A person has a page, even where the same name is searched for again.
        what = offer.query, offer.filters, offer.term.ref if offer.term else ""
        if what not in seen:
            seen.add(what)
            yield offer


def fewer_filters(query: Query, filters: Filters) -> Iterator[Offer]:
    """Yield the question without its filters, and without each of them where there are several."""
    used = _used(filters)
    for names in (*((used,) if used else ()), *((name,) for name in used if len(used) > 1)):
        left = replace(filters, **{name: getattr(Filters(), name) for name in names})
        yield Offer(Way.FEWER_FILTERS, query, left, left_out=names)


def fewer_words(query: Query, filters: Filters) -> Iterator[Offer]:
    """Yield the question without each of its words, without what must not be there, and each word alone."""
    words = query.words
    if query.without:
        left_out = tuple(f"-{phrase}" for phrase in query.without)
        yield Offer(Way.FEWER_WORDS, replace(query, without=()), filters, left_out=left_out)
    for at, word in enumerate(words if len(words) > 1 else ()):
        others = words[:at] + words[at + 1 :]
        yield Offer(Way.FEWER_WORDS, replace(query, words=others), filters, left_out=(str(word),))
    for word in words if len(words) > 2 else ():
        yield Offer(Way.ONE_WORD, Query((word,)), filters)


def _used(filters: Filters) -> tuple[str, ...]:
    return tuple(each.name for each in fields(Filters) if getattr(filters, each.name))


def _offer(query: Query, filters: Filters, guess: Guess) -> Offer:
    before, after = query.words[: guess.span.start], query.words[guess.span.end :]
    term = guess.term
    others = before + after
    if term and others:
        # Who speaks, and where it was published, is no word of what was said.
        if term.kind == TermKind.PERSON and not filters.speaker:
            narrowed = replace(filters, speaker=term.ref or term.text)
            return Offer(Way.MEANT, replace(query, words=others), narrowed, term, guess.grade, as_filter=True)
        if term.kind == TermKind.SOURCE and not filters.source:
            narrowed = replace(filters, source=term.text)
            return Offer(Way.MEANT, replace(query, words=others), narrowed, term, guess.grade, as_filter=True)
    words = dict.fromkeys((*before, *map(_phrase, guess.words), *after))
    return Offer(Way.MEANT, replace(query, words=tuple(words)), filters, term, guess.grade)


def _phrase(text: str) -> Phrase:
    return Phrase(tuple(tuple(run) for run in runs(text)))
