from __future__ import annotations

import gzip
import random

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from releases.record.keeping.page import accepts_gzip, made_of, marked
from tests.record.keeping.making import page_of

DATE = "Mon, 30 Mar 2026 01:30:00 GMT"
LATER, BEFORE = "Mon, 30 Mar 2026 01:30:01 GMT", "Mon, 30 Mar 2026 01:29:59 GMT"


def answered(method: str = "GET", **headers: str) -> HttpResponse:
    """Return what a request with these headers is told."""
    page = page_of(**{"Last-Modified": DATE, "Link": "<x>; rel=y"})
    return page.answer(RequestFactory().generic(method, "/", headers=headers))


def test_the_page_comes_compressed_to_whoever_can_read_that() -> None:
    plain, compressed = answered(), answered(**{"accept-encoding": "br, gzip"})
    assert gzip.decompress(compressed.content) == plain.content == ("正文" * 1_000).encode()
    for response in (plain, compressed):
        assert response.headers["Vary"] == "Accept-Encoding"
        assert int(response.headers["Content-Length"]) == len(response.content)
    assert (plain.headers["ETag"], compressed.headers["ETag"]) == ('"a"', '"a-gz"')
    assert "Content-Encoding" not in plain.headers
    assert compressed.headers["Content-Encoding"] == "gzip"


def test_a_head_has_the_headers_alone() -> None:
    whole, head = answered(), answered("HEAD")
    assert (head.content, dict(head.items())) == (b"", dict(whole.items()))


@pytest.mark.parametrize(
    "condition",
    [
        {"if-none-match": '"a"'},
        {"if-none-match": '"a-gz"'},
        {"if-none-match": 'W/"a-gz", "b"'},
        {"if-none-match": "*"},
        {"if-modified-since": DATE},
        {"if-modified-since": LATER},
    ],
)
@pytest.mark.parametrize("coding", ["gzip", "identity"])
def test_whoever_has_it_is_told_so(condition: dict[str, str], coding: str) -> None:
    response = answered(**condition, **{"accept-encoding": coding})
    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == ('"a-gz"' if coding == "gzip" else '"a"')
    assert sorted(response.headers) == ["ETag", "Last-Modified", "Vary"]


@pytest.mark.parametrize(
    "condition",
    [
        {"if-none-match": '"b"'},
        {"if-none-match": '"b"', "if-modified-since": DATE},
        {"if-modified-since": BEFORE},
    ],
)
def test_whoever_has_another_is_given_it(condition: dict[str, str]) -> None:
    assert answered(**condition).status_code == 200


@pytest.mark.parametrize("condition", [{"if-match": '"b"'}, {"if-unmodified-since": BEFORE}])
def test_what_is_wanted_of_another_state_is_refused(condition: dict[str, str]) -> None:
    assert answered(**condition).status_code == 412


@pytest.mark.parametrize(
    ("content_type", "content"),
    [
        ("text/html", b"x" * 999),
        ("image/png", b"x" * 2_000),
        ("text/plain", random.Random(1).randbytes(2_000)),
    ],
)
def test_what_compressing_does_not_make_smaller_stays_as_it_is(content_type: str, content: bytes) -> None:
    response = HttpResponse(content, content_type=content_type, headers={"ETag": '"a"'})
    page = made_of(response, known=frozenset(), clock=None, stamp=())
    assert page.compressed == b""
    answer = page.answer(RequestFactory().get("/", headers={"accept-encoding": "gzip"}))
    assert (answer.content, answer.headers["ETag"]) == (content, '"a"')


def test_headers_added_to_an_answer_are_not_those_of_the_page() -> None:
    page, request = page_of(), RequestFactory().get("/")
    page.answer(request).headers["X-Of-One"] = "1"
    assert "X-Of-One" not in page.answer(request).headers


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        ("", False),
        ("gzip", True),
        ("GZIP;q=0.5", True),
        ("deflate, gzip", True),
        ("*", True),
        ("gzip;q=0, *", False),
        ("gzip; q=0.0", False),
        ("br", False),
        ("gzipped", False),
    ],
)
def test_what_a_reader_accepts(header: str, accepted: bool) -> None:  # noqa: FBT001  (a parameter)
    assert accepts_gzip(header) is accepted


def test_the_compressed_form_has_a_tag_of_its_own() -> None:
    assert marked('"abc"') == '"abc-gz"'


def test_a_page_is_kept_once() -> None:
    assert page_of().body == b""
    assert page_of("短").compressed == b""
