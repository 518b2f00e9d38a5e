"""What to ask instead, each with the address it leads to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from releases.record.pages.search import FACETS
from releases.record.search.nearest import MOST_COUNTED, Nearest
from releases.record.search.offers import Offer, Way
from releases.record.search.terms import TermKind
from releases.record.templatetags.spoken import spoken


@dataclass(frozen=True, slots=True)
class Link:
    """Words, as HTML, that lead somewhere, and how much is there, "" where it was not counted."""

    label: SafeString
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


def _label(offer: Offer) -> SafeString:
    query = spoken(str(offer.query))
    match offer.way:
        case Way.FEWER_FILTERS:
            return format_html(_("不限{filters}"), filters=_filters_left_out(offer))
        case Way.FEWER_WORDS:
            left_out = spoken(" ".join(offer.left_out))
            return format_html(_("去掉“{left_out}”，只找“{query}”"), left_out=left_out, query=query)
        case Way.ONE_WORD:
            return format_html(_("只找“{query}”"), query=query)
        case Way.MEANT_ANYWHERE:
            meant = _label_of_meant(offer, query)
            return format_html(_("{meant}（不限{filters}）"), meant=meant, filters=_filters_left_out(offer))
        case _:
            return _label_of_meant(offer, query)


def _label_of_meant(offer: Offer, query: SafeString) -> SafeString:
    if offer.term and offer.as_filter:
        return format_html(_("{name}：{query}"), name=spoken(offer.term.text), query=query)
    if offer.term and offer.term.kind != TermKind.WORD:
        return format_html(_("提到“{query}”的内容"), query=query)
    return query


def _filters_left_out(offer: Offer) -> str:
    return _("、").join(str(FACETS[name][0]) for name in offer.left_out)


def _page(offer: Offer) -> tuple[Link, ...]:
    term = offer.term
    if term is None or term.kind == TermKind.WORD:
        return ()
    if term.kind == TermKind.PERSON and term.ref:
        return (Link(spoken(term.text), reverse("record:person", args=[term.ref])),)
    name = "speaker" if term.kind == TermKind.PERSON else "source"
    return (Link(spoken(term.text), f"{reverse('record:releases')}?{urlencode({name: term.text})}"),)


def _search(offer: Offer, label: SafeString) -> Link:
    filters = {name: getattr(offer.filters, name) for name in FACETS}
    asked = {"q": str(offer.query), **{name: str(value) for name, value in filters.items() if value}}
    return Link(label, f"{reverse('record:search')}?{urlencode(asked)}", _number(offer.number))


def _number(number: int) -> str:
    if number >= MOST_COUNTED:
        return _("%(number)s 条以上") % {"number": number}
    return ngettext("%(number)s 条", "%(number)s 条", number) % {"number": number}
