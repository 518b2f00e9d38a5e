"""Answering whoever has the newest already, before anything is made for them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

_Response = TypeVar("_Response", bound=HttpResponseBase)


def unless_known(
    request: HttpRequest, make: Callable[[], _Response], *, etag: str, modified: datetime | None = None
) -> _Response:
    """Return what ``make`` makes, or without making it that nothing has changed; any site may read either.

    ``etag`` is quoted. Without ``modified`` a date that is asked about tells nothing.
    """
    at = int(modified.timestamp()) if modified else None
    # A 304 is a plain response, which stands for any other.
    known = cast(_Response | None, get_conditional_response(request, etag=etag, last_modified=at))
    response = known or make()
    response.headers["ETag"] = etag
    if at is not None:
        response.headers["Last-Modified"] = http_date(at)
    # Anybody's page may read what anybody may read.
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
