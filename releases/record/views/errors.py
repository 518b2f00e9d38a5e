"""Pages for what cannot be shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from releases.record.api import endpoint
from releases.record.models import Version
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.gone import gone_title
from releases.record.pages.labels import site_labels
from releases.record.views.showing import show


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  (Django's signature)
    """Say that nothing is here, with a way home."""
    return show(request, "404.html", {}, trail=trail_of(Crumb(_("没有找到页面"))), status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the site failed, without touching the database; below the API as programs read all of it."""
    if endpoint.is_below(request):
        return endpoint.failed()
    return render(request, "500.html", {"labels": site_labels()}, status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Say that there is nothing to read from just now, without touching the database."""
    if endpoint.is_below(request):
        return endpoint.failed()
    response = render(request, "503.html", {"labels": site_labels()}, status=503)
    response.headers["Retry-After"] = "5"
    return response


def gone(request: HttpRequest, withdrawal: Version, *, restored: str = "") -> HttpResponse:
    """Say that a release was withdrawn, when and why; ``restored`` is where it can be read again."""
    title = gone_title(withdrawal.release_id)
    context = {
        "title": title,
        "release_id": withdrawal.release_id,
        "reason": withdrawal.note,
        "withdrawn_at": withdrawal.published_at,
        "restored": restored,
    }
    return show(request, "record/gone.html", context, trail=trail_of(Crumb(title)), status=410)
