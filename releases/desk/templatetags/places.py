"""The template tag for the way from a finding to its field."""

from __future__ import annotations

from typing import Any

from django import template

from releases.desk.places import link
from releases.preflight import Finding

register = template.Library()


@register.simple_tag(takes_context=True)
def finding_address(context: dict[str, Any], finding: Finding) -> str:
    """Return the address where a finding is mended, on this very page where it can be."""
    conference, page = context["conference"], context.get("page", "")
    return link(finding.place, conference, page=page, rows=context.get("rows", {}))
