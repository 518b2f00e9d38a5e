"""QR codes of a release's canonical address, and the page to show or print one."""

from __future__ import annotations

import io
from dataclasses import dataclass

import segno
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from releases.record.addresses import absolute
from releases.record.languages import in_chinese
from releases.record.models import Release
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.views.of_release import of_release
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
    return _image(release, kind="svg", media_type="image/svg+xml", omitsize=True)


@of_release
def png(request: HttpRequest, release: Release) -> HttpResponse:  # noqa: ARG001  (a view is handed the request)
    """Give the code as a picture large enough for a poster."""
    return _image(release, kind="png", media_type="image/png", scale=24)


def _encoded(release: Release) -> str:
    """Return what a code says: one address for good, whichever page it is printed from."""
    return absolute(in_chinese(release.get_absolute_url()))


def _image(release: Release, *, kind: str, media_type: str, **options: object) -> HttpResponse:
    out = io.BytesIO()
    segno.make_qr(_encoded(release), error="m").save(out, kind=kind, border=4, **options)
    name = f'inline; filename="{release.pk}.{kind}"'
    return HttpResponse(out.getvalue(), content_type=media_type, headers={"Content-Disposition": name})
