"""``people``: those who have spoken, each as of the latest time."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from releases.record.addresses import absolute
from releases.record.api import cursors
from releases.record.api.answers import as_list
from releases.record.api.asked import Paging, check, query_of
from releases.record.api.endpoint import endpoint, tag_of_last_change, unless_known
from releases.record.api.releases import api_address
from releases.record.models import Speaker
from releases.record.models.speaker import latest_of

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
    rows = list(Speaker.objects.filter(ref__gt=after).order_by("ref")[: paging.number + 1])
    shown = rows[: paging.number]
    latest = latest_of(shown)
    items = [
        {
            "ref": row.ref,
            "name": latest[row.ref].name,
            "position": latest[row.ref].position,
            "releases": row.releases,
            "last_on": row.last_on.isoformat(),
            "url": absolute(latest[row.ref].get_absolute_url()),
            "turns": api_address("turns", query=urlencode({"speaker": row.ref})),
        }
        for row in shown
        if row.ref in latest  # else withdrawn since the rows were read
    ]
    more = len(rows) > len(shown)
    return as_list(request, items, {"cursor": cursors.written(_LIST, [shown[-1].ref])} if more else None)
