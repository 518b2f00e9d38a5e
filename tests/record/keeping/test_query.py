from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from releases.record.keeping.query import canonical

KNOWN = frozenset({"page", "year", "words"})


@pytest.mark.parametrize(
    ("query", "written"),
    [
        ("", ""),
        ("utm_source=wechat&from=singlemessage", ""),
        ("year=2026&page=2", "page=2&year=2026"),
        ("page=2&utm_source=x&year=2026", "page=2&year=2026"),
        ("year=&page=2", "page=2&year="),
        ("page=2&page=1", "page=2&page=1"),
        ("words=%E6%96%B0+a%20b", "words=%E6%96%B0+a+b"),
        # As WSGI hands over 新 that was not escaped; and bytes that are no UTF-8.
        ("words=\xe6\x96\xb0", "words=%E6%96%B0"),
        ("words=\xff", "words=%C3%BF"),
        ("Page=2&pages=3&page", "page="),
    ],
)
def test_what_is_known_is_written_in_one_way(query: str, written: str) -> None:
    assert canonical(query, KNOWN) == written


def test_an_address_that_knows_nothing_is_asked_nothing() -> None:
    assert canonical("page=2", frozenset()) == ""


@given(st.lists(st.tuples(st.sampled_from([*KNOWN, "x", "page "]), st.text(max_size=4)), max_size=6))
def test_it_asks_what_was_asked(pairs: list[tuple[str, str]]) -> None:
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    written = canonical(query.urlencode(), KNOWN)
    asked = QueryDict(written)
    assert {name: asked.getlist(name) for name in asked} == {
        name: values for name, values in query.lists() if name in KNOWN
    }
    assert canonical(written, KNOWN) == written
    names = [name for name, _ in parse_qsl(written, keep_blank_values=True)]
    assert names == sorted(names)
