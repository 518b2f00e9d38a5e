"""The ledger of a release: what each of its versions changed, or all that changed since one of them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from releases.record.models import Release
from releases.record.pages.changes import readable_versions, taken_versions
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.since import since
from releases.record.views.of_release import of_release, version_of
from releases.record.views.showing import show


@of_release
def changes(request: HttpRequest, release: Release) -> HttpResponse:
    """Show every version, the newest on top; ``?since=3`` shows what is not as version 3 had it."""
    number = request.GET.get("since")
    context: dict[str, object] = {"release": release}
    if number:
        version = version_of(release, number)
        later = release.versions.filter(number__gt=version.number).defer("document").order_by("number")
        context["since"] = since(version, release, later)
    else:
        newest_first = release.versions.order_by("-number")
        readable = newest_first.filter(number__gte=release.readable_from)
        # Of what was taken away not even the words are fetched.
        taken = newest_first.filter(number__lt=release.readable_from).defer("document")
        context["readable"] = readable_versions(release, list(readable))
        context["taken"] = taken_versions(taken)
    here = Crumb(release.title, release.get_absolute_url())
    return show(
        request,
        "record/changes.html",
        context,
        trail=trail_of(*release.section.trail(), here, Crumb(_("版本与改动"))),
        address=f"{release.get_absolute_url()}changes/",
        title=_("版本与改动：%(title)s") % {"title": release.title},
    )
