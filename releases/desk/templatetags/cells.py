"""The template tag for a row of the admin's lists: each cell says which column it is of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.simple_tag
def cells(row: Iterable[SafeString], headers: Sequence[dict[str, Any]]) -> SafeString:
    """Write the row's cells, which Django hands over as finished elements.

    The role is what some browsers forget of a cell that the stylesheet lays out as a line of a card.
    """
    return mark_safe("".join(_cell(cell, header) for cell, header in zip(row, headers, strict=True)))  # noqa: S308  (each is safe)


def _cell(cell: SafeString, header: dict[str, Any]) -> SafeString:
    tag, rest = mark_safe(cell[:3]), mark_safe(cell[3:])  # noqa: S308  (an element that Django wrote)
    role = "rowheader" if tag == "<th" else "cell"
    # The head of the boxes to tick is itself a box.
    label = "" if rest.startswith(' class="action-checkbox"') else header["text"]
    return format_html('{} role="{}" data-label="{}"{}', tag, role, label, rest)
