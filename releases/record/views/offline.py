"""Reading without a network: the worker that keeps what was read, and the page about it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from releases.record.languages import ENGLISH
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.site_files import site_files
from releases.record.views.showing import show

# What a browser keeps at most; what was read longest ago goes first.
MOST_PAGES = 30
MOST_MEGABYTES = 40


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Say what can be read without a network; shown, too, in place of what cannot."""
    trail = trail_of(Crumb(_("离线阅读")))
    limits = {"most_pages": MOST_PAGES, "most_megabytes": MOST_MEGABYTES}
    return show(request, "record/offline.html", limits, trail=trail, address=reverse("record:offline"))


@require_safe
@conditional_page
def worker(request: HttpRequest) -> HttpResponse:
    """Serve the worker; a browser takes it anew as soon as it, its pages or a file of the site differs."""
    files = site_files()
    pages = dict(_pages(request))
    shell = [*pages, *(static(f"site/{file.name}") for file in files)]
    limits = {"most_pages": MOST_PAGES, "most_megabytes": MOST_MEGABYTES}
    script = render_to_string("record/worker.js", {"shell": json.dumps(shell), **limits})
    version = hashlib.sha256(script.encode())
    for content in (*pages.values(), *(file.read_bytes() for file in files)):
        version.update(content)
    return HttpResponse(
        f'const VERSION = "{version.hexdigest()[:12]}";\n{script}',
        content_type="text/javascript; charset=utf-8",
    )


def _pages(request: HttpRequest) -> Iterator[tuple[str, bytes]]:
    """Yield what stands in place of a page that was not kept, by its address: Chinese first, then English."""
    for language in (settings.LANGUAGE_CODE, ENGLISH):
        with translation.override(language):
            yield reverse("record:offline"), offline(request).content
