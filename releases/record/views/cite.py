"""How to quote one turn."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from releases.record.models import Release
from releases.record.pages.cite import cite_page
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.views.of_release import of_release, version_of
from releases.record.views.showing import show


@of_release
def cite(request: HttpRequest, release: Release, number: int, turn: str) -> HttpResponse:
    """Show a turn of one version with ready citations of it."""
    version = version_of(release, number)
    page = cite_page(release, version, turn, today=timezone.localdate())
    if page is None:
        raise Http404
    here = Crumb(version.content.title, version.get_absolute_url())
    return show(
        request,
        "record/cite.html",
        {"page": page},
        trail=trail_of(*release.section.trail(), here, Crumb(_("引用本段"))),
        address=page.address,
        title=_("引用：%(title)s") % {"title": version.content.title},
    )
