"""Short addresses of a turn and of a printed page: each leads to a page that says what holds now."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from releases.record.models import Release, Version
from releases.record.views.of_release import of_release, version_of


@of_release
def quoted(request: HttpRequest, release: Release, turn: str) -> HttpResponse:
    """Lead to a turn as it is now, else as it was last; ``?v=3`` to what version 3 said."""
    number = request.GET.get("v")
    having = release.versions.with_turn(turn)
    if number:
        version = version_of(release, number)
        if not having.filter(pk=version.pk).exists():
            raise Http404
        return _lead(version, turn)
    last = having.readable().defer("document").order_by("-number").first()
    if last is None:
        raise Http404
    return _lead(release if last.pk == release.version_id else last, turn)


@of_release
def printed(request: HttpRequest, release: Release, number: int) -> HttpResponse:  # noqa: ARG001  (a view is handed the request)
    """Lead from a printed version to what the release says now, which says what has changed since."""
    version = version_of(release, number)
    return HttpResponseRedirect(f"{release.get_absolute_url()}?printed={version.number}")


def _lead(page: Release | Version, turn: str) -> HttpResponse:
    return HttpResponseRedirect(f"{page.get_absolute_url()}#{turn}")
