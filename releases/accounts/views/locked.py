"""What somebody reads who failed to log in too often."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked(
    request: HttpRequest,
    original: HttpResponse | None,  # noqa: ARG001  (django-axes hands it over)
    credentials: dict[str, object] | None,  # noqa: ARG001
) -> HttpResponse:
    """Say for how long, and to whom to turn; the same whether or not there is such an account."""
    seconds = int(settings.AXES_COOLOFF_TIME.total_seconds())
    context = {"minutes": seconds // 60, "failures": settings.AXES_FAILURE_LIMIT}
    response = render(request, "accounts/locked.html", context, status=429)
    response["Retry-After"] = str(seconds)
    response["Cache-Control"] = "no-store"
    return response
