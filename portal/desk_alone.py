"""The role ``desk``: the public's pages are read where the public reads them."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from portal.roles import OF_THE_PUBLIC


class DeskAlone:
    """Lead from an address of the public's to the same one at SITE_URL.

    The addresses stay known here, because pages of the desk and previews make links of them.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Hand the request on: whose address it is is known only further in."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponse | None:
        """Let the desk's pass; lead from what is the public's, or say that nothing can be sent to it here."""
        match = request.resolver_match
        if match is None or match.app_name not in OF_THE_PUBLIC:
            return None
        if request.method not in ("GET", "HEAD"):
            raise Http404
        there = HttpResponseRedirect(f"{settings.SITE_URL}{request.get_full_path()}")
        there.headers["Cache-Control"] = "no-store"
        return there
