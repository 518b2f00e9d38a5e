"""Showing a template with what every page must have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from releases.record.addresses import absolute
from releases.record.languages import alternates, in_chinese, in_english, is_english
from releases.record.pages.crumbs import Crumb
from releases.record.pages.labels import Labels, site_labels


def show(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    trail: tuple[Crumb, ...],
    address: str = "",
    title: str | None = None,
    description: str = "",
    labels: Labels | None = None,
    here: str = "",
    status: int = 200,
) -> HttpResponse:
    """Answer with the template; ``address`` is the page's canonical path, "" where it has none."""
    canonical = absolute(address) if address else ""
    other_language = _other_language(request)
    everywhere = {
        "labels": site_labels() if labels is None else labels,
        "trail": trail,
        "canonical": canonical,
        "alternates": alternates(canonical) if canonical and other_language else (),
        "other_language": other_language,
        "page_title": trail[-1].name if title is None else title,
        "description": description,
        "here": here,
    }
    return render(request, template, {**everywhere, **context}, status=status)


def _other_language(request: HttpRequest) -> str:
    """Return where the same page stands in the other language; "" at the desk, which has but one."""
    match = request.resolver_match
    if match and match.app_name != "record":
        return ""
    here = request.get_full_path()
    return in_chinese(here) if is_english() else in_english(here)
