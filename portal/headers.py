"""Headers that every answer bears, whoever makes it: a view, an error, or what hands out static files."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.roles import DESK

# What a page may not do, nor anything in it; none of ours does. Only names that every browser knows: some
# complain of others on each page.
PERMISSIONS = ", ".join(
    f"{name}=()"
    for name in (
        *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer"),
        *("microphone", "midi", "payment", "usb"),
    )
)
# What a page of ours alone is made with, or staff alone read.
_OURS = (DESK, "/static/")
_PAGES = ("text/html", "text/javascript")


class HeadersMiddleware:
    """Add Permissions-Policy and Cross-Origin-Resource-Policy.

    Files, feeds and data are made to be read from other sites; pages and scripts are not, nor anything at
    the desk. The type says which it is: an answer that was kept knows no view any more.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the headers added."""
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        # What is not sent again keeps the one that it came with.
        if response.status_code != 304:
            response.headers.setdefault("Cross-Origin-Resource-Policy", _readers(request.path, response))
        return response


def _readers(path: str, response: HttpResponseBase) -> str:
    """Return whose pages may show the answer."""
    ours = path.startswith(_OURS) or response.headers.get("Content-Type", "").startswith(_PAGES)
    return "same-origin" if ours or response.status_code >= 400 else "cross-origin"
