"""``releases``: the list, what changed in it, and one release as its ``.json`` has it."""

from __future__ import annotations

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from releases.record.addresses import absolute
from releases.record.api import cursors
from releases.record.api.answers import as_json, as_list
from releases.record.api.asked import TEXT, Following, check, check_alone, query_of
from releases.record.api.changes import changed_releases, mark_of, place_of
from releases.record.api.endpoint import REVISION, endpoint, tag_of_last_change, unless_known
from releases.record.api.problems import Problem, withdrawn
from releases.record.exports import REVISION as EXPORTS_REVISION
from releases.record.exports import data, offered
from releases.record.exports.edition import edition_of
from releases.record.filters import ReleaseFilter
from releases.record.models import Release, ReleaseState, Version
from releases.record.models.release import ReleaseQuerySet

_LIST, _CHANGES = "releases", "releases changes"


class FiledFilter(ReleaseFilter):
    """The filters of the pages, and the section, which has a page of its own there."""

    section = django_filters.CharFilter(max_length=200, method="filter_section", error_messages=TEXT)

    def filter_section(self, queryset: ReleaseQuerySet, name: str, value: str) -> ReleaseQuerySet:  # noqa: ARG002  (django-filter's signature)
        """Keep what is filed in the section or below it."""
        return queryset.filed_at(value)


@endpoint
def releases(request: HttpRequest) -> HttpResponse:
    """List what is current, the newest first; or what changed, the earliest change first."""
    query = query_of(request)
    paging = Following(query)
    # By the id, which begins with the day and never changes: nothing that happens moves a release here.
    listed = Release.objects.current().with_facts().order_by("-pk")
    chooser = FiledFilter(query, queryset=listed, years=(), sources=())
    check(query, chooser.form, paging)
    if paging.cleaned_data["updated_since"]:
        check_alone(query, "updated_since", "limit", "cursor")
        return unless_known(request, tag_of_last_change(request), lambda: _changes(request, paging))
    place = cursors.read(_LIST, paging.cleaned_data["cursor"]) if paging.cleaned_data["cursor"] else []
    found = chooser.found().filter(pk__lt=place[0]) if place else chooser.found()
    return unless_known(request, tag_of_last_change(request), lambda: _page(request, paging, found))


@endpoint
def release(request: HttpRequest, release_id: str) -> HttpResponse:
    """Give one release."""
    check(query_of(request))
    found = current(release_id)
    version = found.newest
    tag = f"{version.seal[:32]}-api-{REVISION}.{EXPORTS_REVISION}"
    return unless_known(request, tag, lambda: as_json(_whole(found, version)))


def current(release_id: str) -> Release:
    """Return a release that the public may read, or raise the problem that says why there is none."""
    found = Release.objects.with_page().filter(pk=release_id).first()
    if found is None:
        raise Problem("not-found", f"没有编号为 {release_id} 的发布。")
    if found.state == ReleaseState.WITHDRAWN and found.version:
        raise withdrawn(found.version)
    return found


def api_address(name: str, *args: str, query: str = "") -> str:
    """Return the absolute address of a resource."""
    path = reverse(f"api:{name}", args=args)
    return absolute(f"{path}?{query}" if query else path)


def _page(request: HttpRequest, paging: Following, found: QuerySet[Release]) -> HttpResponse:
    rows = list(found[: paging.number + 1])
    shown = rows[: paging.number]
    following = {"cursor": cursors.written(_LIST, [shown[-1].pk])} if len(rows) > len(shown) else None
    return as_list(request, [_facts(row) for row in shown], following)


def _changes(request: HttpRequest, paging: Following) -> HttpResponse:
    rows, place = changed_releases(paging, _CHANGES)
    if place and rows and place_of(rows[0]) == place:
        rows = rows[1:]
    shown = rows[: paging.number]
    items = [_facts(row) if row.state == ReleaseState.CURRENT else mark_of(row) for row in shown]
    more = len(rows) > len(shown)
    return as_list(
        request, items, {"cursor": cursors.written(_CHANGES, place_of(shown[-1]))} if more else None
    )


def _facts(release: Release) -> dict[str, Any]:
    """Return what a list tells of a current release."""
    version = release.newest
    return {
        "id": release.pk,
        "state": release.state,
        "url": absolute(release.get_absolute_url()),
        "api": api_address("release", release.pk),
        "title": release.title,
        "source": release.source,
        "summary": release.summary,
        "section": release.section.path,
        "held_on": release.held_on.isoformat(),
        "held_at": timezone.localtime(release.held_at).isoformat() if release.held_at else None,
        "published_at": timezone.localtime(release.published_at).isoformat(),
        "updated_at": timezone.localtime(release.updated_at).isoformat(),
        "version": version.number,
        "digest": version.digest,
        "turns": release.turn_count,
        "questions": release.question_count,
    }


def _whole(release: Release, version: Version) -> dict[str, Any]:
    edition = edition_of(release, version)
    numbers = range(release.readable_from, version.number + 1)
    return {
        **data.value(edition),
        "links": {
            "turns": api_address("turns", query=f"release={release.pk}"),
            "versions": [
                {
                    "number": number,
                    "url": f"{edition.url}v{number}/",
                    "json": absolute(reverse("files:edition", args=[release.pk, number, "json"])),
                }
                for number in numbers
            ],
            "formats": {
                form.suffix: absolute(
                    reverse("files:edition", args=[release.pk, version.number, form.suffix])
                )
                for form in offered(version.content)
            },
        },
    }
