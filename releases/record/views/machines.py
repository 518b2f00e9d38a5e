"""What programs read of the site as a whole."""

from __future__ import annotations

from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from releases.record.addresses import absolute
from releases.record.exports import data
from releases.record.sitemaps import SITEMAPS


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every page worth finding."""
    return sitemap_view(request, sitemaps=SITEMAPS)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (a view is handed the request)
    """Keep crawlers off the desk and show them the sitemap."""
    lines = ["User-agent: *", "Disallow: /desk/", "", f"Sitemap: {absolute(reverse('record:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def schema(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (a view is handed the request)
    """Give the JSON Schema that every release's ``.json`` keeps to."""
    headers = {"Access-Control-Allow-Origin": "*"}
    return HttpResponse(data.schema(), content_type="application/schema+json", headers=headers)
