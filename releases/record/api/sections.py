"""``sections``: the tree that releases are filed in, all of it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from releases.record.addresses import absolute
from releases.record.api.answers import as_list
from releases.record.api.asked import check, query_of
from releases.record.api.endpoint import endpoint
from releases.record.api.releases import api_address
from releases.record.models import Section


@endpoint
def sections(request: HttpRequest) -> HttpResponse:
    """List the sections, each after the one above it."""
    check(query_of(request))
    items = [
        {
            "path": section.path,
            "name": section.name,
            "parent": section.path.rpartition("/")[0] or None,
            "description": section.description,
            "url": absolute(section.get_absolute_url()),
            "releases": api_address("releases", query=urlencode({"section": section.path})),
        }
        for section in Section.objects.order_by("path")
    ]
    return as_list(request, items, None)
