"""Pages to keep."""

from __future__ import annotations

from django.http import HttpResponse

from releases.record.keeping.page import Page, made_of

STAMP = (1, "now")


def page_of(content: str = "正文" * 1_000, **headers: str) -> Page:
    """Return a page of this text."""
    response = HttpResponse(content, headers={"ETag": '"a"', **headers})
    return made_of(response, known=frozenset({"page"}), clock=None, stamp=STAMP)
