"""A release, its earlier versions, and the way out of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.files.storage import storages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from releases.record.addresses import absolute
from releases.record.keeping.bodies import bodies_of, whole
from releases.record.models import Release, Version
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.links import host_of, leaving_links
from releases.record.pages.parts import VersionFacts, version_facts
from releases.record.pages.release import ReleasePage, release_page
from releases.record.pages.since import Since, since
from releases.record.related import related_to
from releases.record.standing import stamp_now, stamp_of
from releases.record.views.of_release import NoLongerReadableError, of_release, version_of
from releases.record.views.showing import show


def render_release(
    request: HttpRequest,
    page: ReleasePage,
    *,
    template: str = "record/release.html",
    context: Mapping[str, Any] | None = None,
) -> HttpResponse:
    """Answer with the page of a release, a version or a preview: one template, or one that extends it."""
    response = show(
        request,
        template,
        {"page": page, **(context or {})},
        trail=page.trail,
        address=page.address,
        title=page.document.title,
        description=page.description,
        labels=page.labels,
    )
    if page.links:
        response.headers["Link"] = page.links
    return response


@require_safe
def release(request: HttpRequest, release_id: str) -> HttpResponseBase:
    """Show what a release says now; whoever comes from a printed page is told what changed since."""
    bodies = bodies_of(request)
    body = bodies.at_hand(request) if bodies and not request.GET.get("printed") else None
    if body and body.stamp == stamp_now(release_id):
        return whole(body, _related(release_id))
    return _release(request, release_id)


@of_release
def _release(request: HttpRequest, release: Release) -> HttpResponse:
    """Show it from the record itself, which says all that there is to say."""
    version = release.newest
    printed = request.GET.get("printed")
    bodies = bodies_of(request)
    if bodies is None or printed:
        known = since(version_of(release, printed), release) if printed else None
        return render_release(request, _page(release, version, related_to(release.pk), known))
    made = stamp_of(release, version)
    body = bodies.of_others(request, made)
    if body is None:
        page = render_release(request, _page(release, version), context={"related_later": True})
        body = bodies.keep(request, made, page)
    return whole(body, _related(release.pk))


def _related(release: str) -> str:
    return render_to_string("record/parts/related.html", {"related": related_to(release)})


@of_release
def version(request: HttpRequest, release: Release, number: int) -> HttpResponse:
    """Show what a release said in one of its versions, with the notes of all."""
    facts = release.versions.defer("document").order_by("number")
    readable = [found for found in facts if found.number >= release.readable_from]
    asked = next((found for found in facts if found.number == number), None)
    if asked is None:
        raise Http404
    if asked not in readable:
        raise NoLongerReadableError(asked)
    page = release_page(
        asked.content,
        media_url=storages["public"].url,
        section=release.section,
        release=release,
        version=asked,
        history=[version_facts(found) for found in readable],
        since=since(asked, release, readable) if asked.number != release.newest.number else None,
        shown_at=request.path,
    )
    return render_release(request, page)


@of_release
def leaving(request: HttpRequest, release: Release, number: int, index: int) -> HttpResponse:
    """Ask before following a link that leaves; only links of a readable version can be followed."""
    found = release.versions.readable().filter(number=number).first()
    targets = leaving_links(found.content) if found else ()
    if not 1 <= index <= len(targets):
        raise Http404
    target = targets[index - 1]
    page = {"id": release.pk, "title": release.title, "url": absolute(release.get_absolute_url())}
    return show(
        request,
        "record/leaving.html",
        {"target": target, "host": host_of(target), "page": page},
        trail=trail_of(*release.section.trail(), Crumb(_("离开本站"))),
    )


def _page(
    release: Release, version: Version, related: Iterable[Release] = (), since: Since | None = None
) -> ReleasePage:
    return release_page(
        version.content,
        media_url=storages["public"].url,
        section=release.section,
        release=release,
        version=version,
        history=_numbers(release, version),
        related=related,
        since=since,
    )


def _numbers(release: Release, version: Version) -> list[VersionFacts]:
    """Return the readable versions as bare numbers, which takes no query."""
    numbers = range(release.readable_from, version.number + 1)
    if len(numbers) == 1:
        return []
    base = release.get_absolute_url()
    return [VersionFacts(number, f"{base}v{number}/") for number in numbers]
