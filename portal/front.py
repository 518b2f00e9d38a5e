"""What the server in front is told beside the readers' own headers."""

from __future__ import annotations

import time
from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase


class FrontMiddleware:
    """Say to the second until when nginx may keep what all may keep, where it asks for that.

    It counts in whole seconds: ``s-maxage=1`` is up to two of them, and the record is looked at once a second
    besides. To the end of this second is at most one. nginx keeps the header to itself.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, with the moment added."""
        asked = request.META.get("HTTP_X_KEEP_WITHIN") == "second"
        # From before anything is read: it may take longer.
        now = int(time.time())
        response = self.get_response(request)
        if asked and "s-maxage=" in response.headers.get("Cache-Control", ""):
            response.headers["X-Accel-Expires"] = f"@{now}"
        return response
