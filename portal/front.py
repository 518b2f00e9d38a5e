"""What the server in front is told beside the readers' own headers, and what it says itself."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# The same on every answer to the public. docs/deploy/headers.conf has the words again; tests/deploy/ holds
# one against the other.
SAID_IN_FRONT = (
    "Content-Security-Policy",
    "Cross-Origin-Opener-Policy",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
)


class FrontMiddleware:
    """Do two things that nginx asks for by headers of its own.

    ``X-Keep-Within: second`` asks until when it may keep an answer that is for all. It counts in whole
    seconds: ``s-maxage=1`` is up to two of them, and the record is looked at once a second besides.
    ``X-Accel-Expires`` names the end of this second. No reader sees that header.

    ``X-Headers-From: front`` asks to leave out what nginx says itself. That is done only where the settings
    say that nobody but nginx asks (``TRUST_X_REAL_IP``): another cache might keep what one reader asked for
    so, and hand it to all.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, and do what was asked."""
        asked = request.META.get("HTTP_X_KEEP_WITHIN") == "second"
        # From before anything is read: it may take longer.
        now = int(time.time())
        response = self.get_response(request)
        if settings.TRUST_X_REAL_IP and request.META.get("HTTP_X_HEADERS_FROM") == "front":
            for name in SAID_IN_FRONT:
                response.headers.pop(name, None)
        if asked and "s-maxage=" in response.headers.get("Cache-Control", ""):
            # Last: of an answer that has said this, nginx does not read in Cache-Control that readers may be
            # given the old page while one asks for the new (1.22).
            response.headers["X-Accel-Expires"] = f"@{now}"
        return response
