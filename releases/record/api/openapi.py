"""The document that describes the API, and what is there but for it."""

from __future__ import annotations

from pathlib import Path

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from releases.record.addresses import absolute
from releases.record.api.answers import as_json
from releases.record.api.asked import check, query_of
from releases.record.api.endpoint import endpoint
from releases.record.api.problems import Problem
from releases.record.api.releases import api_address
from releases.record.languages import in_chinese

FILE = Path(__file__).with_name("openapi.json")
RESOURCES = ("releases", "turns", "questions", "people", "sections", "search")


@endpoint
def root(request: HttpRequest) -> HttpResponse:
    """Say where everything is."""
    check(query_of(request))
    value = {
        "resources": {name: api_address(name) for name in RESOURCES},
        "openapi": api_address("openapi"),
        "documentation": absolute(in_chinese(reverse("record:api"))),
    }
    return as_json(value)


@endpoint
def openapi(request: HttpRequest) -> HttpResponse:
    """Give the document."""
    check(query_of(request))
    return HttpResponse(FILE.read_bytes(), content_type="application/openapi+json;version=3.1")


@endpoint
def unknown(request: HttpRequest, rest: str) -> HttpResponse:  # noqa: ARG001  (whatever it is)
    """Say that there is nothing here."""
    raise Problem("not-found", "接口里没有这个网址。")
