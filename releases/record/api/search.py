"""``search``: what the search page finds, best first."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse

from releases.record.addresses import absolute
from releases.record.api.answers import as_list
from releases.record.api.asked import check, query_of
from releases.record.api.endpoint import endpoint
from releases.record.api.problems import bad_parameters
from releases.record.api.releases import api_address
from releases.record.forms import SearchForm
from releases.record.search.excerpts import Piece
from releases.record.search.finding import search as find
from releases.record.search.query import parse
from releases.record.search.results import Conference, Said


@endpoint
def search(request: HttpRequest) -> HttpResponse:
    """Give a page of conferences, each with the best of what was found there.

    What is best changes with all there is: these pages are numbered, and not stable as lists are.
    """
    query = query_of(request)
    form = SearchForm(query)
    check(query, form)
    words = form.cleaned_data["q"]
    if not words:
        raise bad_parameters({"q": "请填写要找的词。"})
    results = find(parse(words), form.filters(), form.cleaned_data["page"] or 1)
    following = {"page": str(results.page + 1)} if results.page < results.pages else None
    return as_list(
        request,
        [_conference(one) for one in results.conferences],
        following,
        total=results.total,
        more_than_total=results.over,
        page=results.page,
        pages=results.pages,
    )


def _conference(one: Conference) -> dict[str, Any]:
    return {
        "release": one.release,
        "url": absolute(one.address),
        "api": api_address("release", one.release),
        "title": _pieces(one.title),
        "held_on": one.held_on.isoformat(),
        "source": one.source,
        "section": one.section,
        "number": one.number,
        "found": [
            {
                "kind": found.kind,
                "question": _said(found.question) if found.question else None,
                "said": [_said(said) for said in found.said],
            }
            for found in one.found
        ],
    }


def _said(said: Said) -> dict[str, Any]:
    return {
        "turn": said.turn,
        "kind": said.kind,
        "label": said.label,
        "speaker": said.speaker,
        "position": said.position,
        "url": absolute(said.address),
        "excerpt": _pieces(said.pieces),
    }


def _pieces(pieces: Iterable[Piece]) -> list[dict[str, Any]]:
    return [{"text": text, "marked": marked} for text, marked in pieces]
