from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from releases.record.views.conditional import unless_known

AT = datetime(2026, 3, 30, 1, 30, 0, 900_000, tzinfo=UTC)
DATE = "Mon, 30 Mar 2026 01:30:00 GMT"


def never() -> HttpResponse:
    """Stand for what must not be made."""
    raise AssertionError("made for somebody who has it")


@pytest.mark.parametrize(
    "asked", [{"if-none-match": '"a"'}, {"if-none-match": '"b", W/"a"'}, {"if-modified-since": DATE}]
)
def test_nothing_is_made_for_whoever_has_it(asked: dict[str, str]) -> None:
    request = RequestFactory().get("/", headers=asked)
    response = unless_known(request, never, etag='"a"', modified=AT)
    assert (response.status_code, response.content) == (304, b"")
    assert (response.headers["ETag"], response.headers["Last-Modified"]) == ('"a"', DATE)
    assert response.headers["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"if-none-match": '"b"'},
        # The tag knows better than the date.
        {"if-none-match": '"b"', "if-modified-since": DATE},
        {"if-modified-since": "Mon, 30 Mar 2026 01:29:59 GMT"},
    ],
)
def test_everybody_else_is_given_it(asked: dict[str, str]) -> None:
    request = RequestFactory().get("/", headers=asked)
    response = unless_known(request, lambda: HttpResponse("new"), etag='"a"', modified=AT)
    assert (response.status_code, response.content) == (200, b"new")
    assert (response.headers["ETag"], response.headers["Last-Modified"]) == ('"a"', DATE)
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_date_tells_nothing_of_what_has_none() -> None:
    request = RequestFactory().get("/", headers={"if-modified-since": DATE})
    response = unless_known(request, lambda: HttpResponse("new"), etag='"a"')
    assert response.content == b"new"
    assert "Last-Modified" not in response.headers
