"""Addresses that nobody types: PostgreSQL has no text with a NUL in it, and so no row that one could name."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import unquote

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render

from portal.roles import DESK


class NulMiddleware:
    """Answer 400 where an address holds a NUL, or the query of a page of the desk.

    The filters of the admin's lists hand the database what they are asked; the public's have a form that
    refuses it, and says so. The API has no such address and says that in a form of its own.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Hand the request on: the audit trail tells which page it was for, and that is known further in."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Refuse, or let pass."""
        if request.resolver_match and request.resolver_match.app_name == "api":
            return None
        desk = settings.ROLE.has_desk and request.path.startswith(DESK)
        query = unquote(request.META["QUERY_STRING"]) if desk else ""
        return render(request, "nul.html", status=400) if "\x00" in f"{request.path}{query}" else None
