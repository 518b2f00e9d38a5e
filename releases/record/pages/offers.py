"""What to ask instead, each with the address it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from releases.record.pages.search import FACETS
from releases.record.search.nearest import MOST_COUNTED, Nearest
from releases.record.search.offers import Offer, Way
from releases.record.search.terms import TermKind


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere, and how much is there, "" where it was not counted."""

    label: str
    address: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One thing that may have been meant, with what to know it by."""

    links: tuple[Link, ...]
    note: str = ""


def suggestions(nearest: Nearest) -> Iterator[Suggestion]:
    """Yield what may have been meant: people with their pages, sources with their lists, other words."""
    for offer in nearest.meant:
        found = (_search(offer, _label(offer)),) if offer.number else ()
        yield Suggestion((*_page(offer), *found), offer.term.position if offer.term else "")


def ways_on(nearest: Nearest) -> Iterator[Link]:
    """Yield the same question with less in it."""
    for offer in (*nearest.fewer_filters, *nearest.fewer_words):
        yield _search(offer, _label(offer))


def _label(offer: Offer) -> str:
    match offer.way:
        case Way.FEWER_FILTERS:
            return _without_filters(offer)
        case Way.FEWER_WORDS:
            return f"去掉“{' '.join(offer.left_out)}”，只找“{offer.query}”"
        case Way.ONE_WORD:
            return f"只找“{offer.query}”"
        case Way.MEANT_ANYWHERE:
            return f"{_label_of_meant(offer)}（{_without_filters(offer)}）"
        case _:
            return _label_of_meant(offer)


def _label_of_meant(offer: Offer) -> str:
    if offer.term and offer.as_filter:
        return f"{offer.term.text}：{offer.query}"
    if offer.term and offer.term.kind != TermKind.WORD:
        return f"提到“{offer.query}”的内容"
    return str(offer.query)


def _without_filters(offer: Offer) -> str:
    return f"不限{'、'.join(str(FACETS[name][0]) for name in offer.left_out)}"


def _page(offer: Offer) -> tuple[Link, ...]:
    term = offer.term
    if term is None or term.kind == TermKind.WORD:
        return ()
    if term.kind == TermKind.PERSON and term.ref:
        return (Link(term.text, reverse("record:person", args=[term.ref])),)
    name = "speaker" if term.kind == TermKind.PERSON else "source"
    return (Link(term.text, f"{reverse('record:releases')}?{urlencode({name: term.text})}"),)


def _search(offer: Offer, label: str) -> Link:
    filters = {name: getattr(offer.filters, name) for name in FACETS}
    asked = {"q": str(offer.query), **{name: str(value) for name, value in filters.items() if value}}
    more = offer.number >= MOST_COUNTED
    return Link(
        label, f"{reverse('record:search')}?{urlencode(asked)}", f"{offer.number} 条{'以上' if more else ''}"
    )
