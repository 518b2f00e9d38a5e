"""``people``: those who have spoken, each as of the latest time."""

from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from urllib.parse import urlencode

from django.db.models import Count, Max, Q
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
    counted = spoke.values("ref").annotate(releases=Count("release"), last_on=Max("release__held_on"))
    rows = list(counted.order_by("ref")[: paging.number + 1])
    shown = rows[: paging.number]
    latest = _latest({row["ref"]: row["last_on"] for row in shown})
    items = [
        {
            "ref": row["ref"],
            "name": latest[row["ref"]].name,
            "position": latest[row["ref"]].position,
            "releases": row["releases"],
            "last_on": row["last_on"].isoformat(),
            "url": absolute(latest[row["ref"]].get_absolute_url()),
            "turns": api_address("turns", query=urlencode({"speaker": row["ref"]})),
        }
        for row in shown
        if row["ref"] in latest  # else withdrawn since the rows were read
    ]
    more = len(rows) > len(shown)
    return as_list(request, items, {"cursor": cursors.written(_LIST, [shown[-1]["ref"]])} if more else None)


def _latest(days: dict[str, date]) -> dict[str, Appearance]:
    """Return for each ref the last appearance of that day."""
    if not days:
        return {}
    on_these = reduce(or_, (Q(ref=ref, release__held_on=day) for ref, day in days.items()))
    found = Appearance.objects.filter(on_these, spoke=True).order_by("release__published_at", "release")
    return {one.ref: one for one in found}
