"""Addresses that nobody types: PostgreSQL has no text with a NUL in it, and so no row that one could name."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from django.core.exceptions import BadRequest
from django.http import HttpRequest
from django.http.response import HttpResponseBase


class NulMiddleware:
    """Answer 400 where an address or its query holds a NUL.

    Forms refuse it in their fields; the filters of the admin's lists ask the database as they are asked.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Hand the request on: the audit trail tells which page it was for, and that is known further in."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> None:
        """Refuse, or let pass."""
        if "\x00" in request.path or "\x00" in unquote(request.META["QUERY_STRING"]):
            raise BadRequest("The address holds a NUL.")
