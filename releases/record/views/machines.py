"""What programs read of the site as a whole."""

from __future__ import annotations

from django.contrib.sitemaps.views import SitemapIndexItem
from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from releases.record.addresses import absolute
from releases.record.exports import data
from releases.record.sitemaps import SITEMAPS


@require_safe
def sitemaps(request: HttpRequest) -> HttpResponse:
    """List the sitemaps, page by page.

    Django's own index takes its addresses from the Host header, and reads every row for its dates.
    """
    found = []
    for section, sitemap in SITEMAPS.items():
        address = absolute(reverse("files:sitemap_section", args=[section]))
        pages = range(2, sitemap().paginator.num_pages + 1)
        found += [SitemapIndexItem(address), *(SitemapIndexItem(f"{address}?p={page}") for page in pages)]
    return render(request, "sitemap_index.xml", {"sitemaps": found}, content_type="application/xml")


@require_safe
def sitemap(request: HttpRequest, section: str) -> HttpResponse:
    """List the pages of one kind that are worth finding."""
    return sitemap_view(request, sitemaps={**SITEMAPS}, section=section)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (a view is handed the request)
    """Keep crawlers off the desk and show them the sitemap."""
    lines = ["User-agent: *", "Disallow: /desk/", "", f"Sitemap: {absolute(reverse('files:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def schema(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (a view is handed the request)
    """Give the JSON Schema that every release's ``.json`` keeps to."""
    headers = {"Access-Control-Allow-Origin": "*"}
    return HttpResponse(data.schema(), content_type="application/schema+json", headers=headers)
