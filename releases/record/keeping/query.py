"""The part of a query that an address knows, written in one way."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import parse_qsl, urlencode


def canonical(query: str, known: Collection[str]) -> str:
    """Return the parameters that are known, in the order of their names; several of one name as they stand.

    ``query`` is WSGI's. Two that ask the same of a page make the same text, so that links with somebody's
    counters in them (``utm_source``, ``from``) lead to the page that is kept already.
    """
    if not query or not known:
        return ""
    asked = [
        (name, value) for name, value in parse_qsl(_text(query), keep_blank_values=True) if name in known
    ]
    return urlencode(sorted(asked, key=lambda pair: pair[0]))


def _text(query: str) -> str:
    """Return the query as Django reads it: WSGI hands over bytes, each as a character."""
    data = query.encode("iso-8859-1")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return query
