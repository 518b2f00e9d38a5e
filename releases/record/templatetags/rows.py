"""Rows of lists: each is made once, however many lists and pages it stands on."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import NamedTuple

from django import template
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from releases.record.models import Release

register = template.Library()
# Of one or two kilobytes each.
_ROOM = 1_000


class _Row(NamedTuple):
    """All that a row shows: where two are equal, so are the rows."""

    language: str | None
    pk: str
    title: str
    summary: str
    held_on: date
    source: str
    question_count: int
    is_announcement: bool

    def get_absolute_url(self) -> str:
        """Return the address of the release, in the language of the page."""
        return reverse("record:release", args=[self.pk])


@register.simple_tag
def row(release: Release) -> SafeString:
    """Return the row of a release."""
    shown = _Row(
        get_language(),
        release.pk,
        release.title,
        release.summary,
        release.held_on,
        release.source,
        release.question_count,
        release.is_announcement,
    )
    return _made(shown) if settings.DEBUG else _kept(shown)


def _made(row: _Row) -> SafeString:
    return render_to_string("record/parts/row.html", {"release": row})


_kept = lru_cache(_ROOM)(_made)
