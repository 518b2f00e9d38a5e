"""Short addresses of a turn and of a printed page: each leads to a page that says what holds now."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from releases.record.models import Release
from releases.record.views.of_release import of_release, version_of


@of_release
def quoted(request: HttpRequest, release: Release, turn: str) -> HttpResponse:
    """Lead to a turn as it is now, else as it was last; ``?v=3`` to what version 3 said."""
    number = request.GET.get("v")
    if number:
        page = version_of(release, number).get_absolute_url()
        found = release.versions.with_turn(turn).filter(number=number).only("number").first()
    else:
        having = release.versions.readable().with_turn(turn)
        found = having.only("number", "release").order_by("-number").first()
        is_current = found is not None and found.pk == release.version_id
        page = release.get_absolute_url() if is_current or found is None else found.get_absolute_url()
    if found is None:
        raise Http404
    return _lead(f"{page}#{turn}")


@of_release
def printed(request: HttpRequest, release: Release, number: int) -> HttpResponse:  # noqa: ARG001  (a view is handed the request)
    """Lead from a printed version to what the release says now, which says what has changed since."""
    version = version_of(release, number)
    page = reverse("record:release", args=[release.pk])
    return _lead(f"{page}?printed={version.number}")


def _lead(address: str) -> HttpResponse:
    # Whoever keeps an answer asks again: a correction or a withdrawal counts from its first moment.
    return HttpResponseRedirect(address, headers={"Cache-Control": "no-cache"})
