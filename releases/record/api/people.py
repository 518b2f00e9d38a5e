"""``people``: those who have spoken, each as of the latest time."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db.models import Count, Max, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse

from releases.record.addresses import absolute
from releases.record.api import cursors
from releases.record.api.answers import as_list
from releases.record.api.asked import Paging, check, query_of
from releases.record.api.endpoint import endpoint, tag_of_last_change, unless_known
from releases.record.api.releases import api_address
from releases.record.models import Appearance

_LIST = "people"


@endpoint
def people(request: HttpRequest) -> HttpResponse:
    """List people by their refs, which never change: whoever speaks again stays where they are."""
    query = query_of(request)
    paging = Paging(query)
    check(query, paging)
    cursor = paging.cleaned_data["cursor"]
    after = cursors.read(_LIST, cursor)[0] if cursor else ""
    return unless_known(request, tag_of_last_change(request), lambda: _page(request, paging, after))


def _page(request: HttpRequest, paging: Paging, after: str) -> HttpResponse:
    # An appearance leaves with its release.
    spoke = Appearance.objects.filter(spoke=True, ref__gt=after).order_by()
    latest = (
        Appearance.objects.filter(spoke=True, ref=OuterRef("ref"))
        .order_by("-release__held_on", "-release__published_at")
        .values("pk")
    )
    rows = list(
        spoke.values("ref")
        .annotate(releases=Count("release"), last_on=Max("release__held_on"), latest=Subquery(latest[:1]))
        .order_by("ref")[: paging.number + 1]
    )
    shown = rows[: paging.number]
    known = Appearance.objects.in_bulk([row["latest"] for row in shown])
    items = [
        {
            "ref": row["ref"],
            "name": known[row["latest"]].name,
            "position": known[row["latest"]].position,
            "releases": row["releases"],
            "last_on": row["last_on"].isoformat(),
            "url": absolute(known[row["latest"]].get_absolute_url()),
            "turns": api_address("turns", query=urlencode({"speaker": row["ref"]})),
        }
        for row in shown
        if row["latest"] in known
    ]
    more = len(rows) > len(shown)
    return as_list(request, items, {"cursor": cursors.written(_LIST, [shown[-1]["ref"]])} if more else None)
