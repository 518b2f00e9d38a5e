"""QR codes of a release's canonical address, with a page to show or print one, and of a printed version."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from releases.record.addresses import absolute
from releases.record.languages import in_chinese
from releases.record.models import Release
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.views.of_release import of_release, version_of
from releases.record.views.showing import show


@dataclass(frozen=True, slots=True)
class QrPage:
    """What stands around the code; ``address`` is what a person would type."""

    id: str
    title: str
    url: str
    address: str
    is_announcement: bool


@of_release
def page(request: HttpRequest, release: Release) -> HttpResponse:
    """Show the code large, with the title and the address beside it."""
    url = _encoded(release)
    here = Crumb(release.title, release.get_absolute_url())
    return show(
        request,
        "record/qr.html",
        {"page": QrPage(release.pk, release.title, url, url.partition("://")[2], release.is_announcement)},
        trail=trail_of(*release.section.trail(), here, Crumb(_("二维码"))),
        address=f"{release.get_absolute_url()}qr/",
        title=_("二维码：%(title)s") % {"title": release.title},
    )


@of_release
def svg(request: HttpRequest, release: Release) -> HttpResponse:  # noqa: ARG001  (a view is handed the request)
    """Give the code as a drawing that stays sharp at any size."""
    return _image(_encoded(release), release.pk, kind="svg", media_type="image/svg+xml", omitsize=True)


@of_release
def png(request: HttpRequest, release: Release) -> HttpResponse:  # noqa: ARG001  (a view is handed the request)
    """Give the code as a picture large enough for a poster."""
    return _image(_encoded(release), release.pk, kind="png", media_type="image/png", scale=24)


@of_release
def paper(request: HttpRequest, release: Release, number: int) -> HttpResponse:  # noqa: ARG001  (a view is handed the request)
    """Give the code that is printed on a version's page: it asks what has changed since."""
    version = version_of(release, number)
    url = absolute(reverse("files:printed", args=[release.pk, version.number]))
    name = f"{release.pk}-v{version.number}"
    return _image(url, name, kind="svg", media_type="image/svg+xml", omitsize=True)


def _encoded(release: Release) -> str:
    """Return what a code says: one address for good, whichever page it is printed from."""
    return absolute(in_chinese(release.get_absolute_url()))


def _image(url: str, name: str, *, kind: str, media_type: str, **options: object) -> HttpResponse:
    out = io.BytesIO()
    segno.make_qr(url, error="m").save(out, kind=kind, border=4, **options)
    disposition = f'inline; filename="{name}.{kind}"'
    return HttpResponse(out.getvalue(), content_type=media_type, headers={"Content-Disposition": disposition})
