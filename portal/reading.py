"""The role ``all``: what is sent to a public page is answered as where there is no desk."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

from portal.roles import OF_THE_PUBLIC

# As Django's guard against forged forms has it: what it never looks at.
_UNGUARDED = ("GET", "HEAD", "OPTIONS", "TRACE")


class ReadingAlone:
    """Answer 405 to what is sent to an address of the public's that is only read.

    It stands before the guard against forged forms, which would say that the page was out of date. What
    takes a form says so by being exempt from that guard, and is asked itself; nothing is let past.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Hand the request on: whose address it is is known only further in."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponseBase], *_: object
    ) -> HttpResponse | None:
        """Refuse, or let pass."""
        match = request.resolver_match
        if request.method in _UNGUARDED or match is None or match.app_name not in OF_THE_PUBLIC:
            return None
        return None if getattr(view, "csrf_exempt", False) else HttpResponseNotAllowed(["GET", "HEAD"])
