"""Pages for what went wrong while staff were at work."""

from __future__ import annotations

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from releases.desk.outage import reason
from releases.record.views import errors


def server_error(request: HttpRequest) -> HttpResponse:
    """Say at the desk that nothing was saved, and why, where that can be said; else what the public is told.

    Django calls this while it handles the exception.
    """
    why = reason(sys.exception()) if request.path.startswith(settings.DESK_PATH) else ""
    return (
        render(request, "desk/outage.html", {"why": why}, status=503) if why else errors.server_error(request)
    )
