"""What search engines read."""

from __future__ import annotations

from django.contrib.sitemaps.views import sitemap as sitemap_view
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from releases.record.addresses import absolute
from releases.record.sitemaps import SITEMAPS


@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every page worth finding."""
    return sitemap_view(request, sitemaps=SITEMAPS)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  (a view is handed the request)
    """Keep crawlers off the desk and show them the sitemap."""
    lines = ["User-agent: *", "Disallow: /desk/", "", f"Sitemap: {absolute(reverse('files:sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
