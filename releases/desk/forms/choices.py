"""A choice among rows that the caller already has: no query for each form of a formset."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.db.models import Model
from django.forms.renderers import BaseRenderer
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe


class PlainSelect(forms.Select):
    """A select that writes its options itself: stock ones render two templates an option."""

    def render(
        self,
        name: str,
        value: object,
        attrs: dict[str, Any] | None = None,
        renderer: BaseRenderer | None = None,  # noqa: ARG002  (Django's signature)
    ) -> SafeString:
        """Return the element."""
        chosen = str(value or "")
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (key, mark_safe(" selected") if str(key) == chosen else "", label)
                for key, label in self.choices
            ),
        )
        own = flatatt(self.build_attrs(self.attrs, {**(attrs or {}), "name": name}))
        return format_html("<select{}>{}</select>", own, options)


class RowChoiceField(forms.ChoiceField):
    """Choose one of the given rows; the cleaned value is the row itself, or None."""

    widget = PlainSelect

    def __init__(self, *, label: str) -> None:
        self.rows: dict[str, Model] = {}
        super().__init__(label=label, required=False)

    def offer(
        self, rows: Sequence[tuple[Model, str]], *, blank: str, shown: Collection[str] | None = None
    ) -> None:
        """Set the rows that may be chosen, each with its label; ``shown`` are the keys of those listed.

        A list in each of hundreds of forms, of hundreds of rows each, makes a page of megabytes.
        """
        self.rows = {str(row.pk): row for row, _ in rows}
        self.choices = [
            ("", blank),
            *((str(row.pk), label) for row, label in rows if shown is None or str(row.pk) in shown),
        ]

    def valid_value(self, value: str) -> bool:
        """Take any of the rows, listed or not."""
        return value in self.rows

    def clean(self, value: str | None) -> Model | None:
        """Return the chosen row."""
        return self.rows.get(super().clean(value))

    def has_changed(self, initial: int | None, data: str | None) -> bool:
        """Compare keys: a row's initial value is a number, a browser's is text."""
        return str(initial or "") != (data or "")
