"""A choice among rows that the caller already has: no query for each form of a formset."""

from __future__ import annotations

from collections.abc import Sequence

from django import forms
from django.db.models import Model


class RowChoiceField(forms.ChoiceField):
    """Choose one of the given rows; the cleaned value is the row itself, or None."""

    def __init__(self, *, label: str) -> None:
        self.rows: dict[str, Model] = {}
        super().__init__(label=label, required=False)

    def offer(self, rows: Sequence[tuple[Model, str]], *, blank: str) -> None:
        """Set the rows to choose from, each with its label."""
        self.rows = {str(row.pk): row for row, _ in rows}
        self.choices = [("", blank), *((str(row.pk), label) for row, label in rows)]

    def clean(self, value: str | None) -> Model | None:
        """Return the chosen row."""
        return self.rows.get(super().clean(value))

    def has_changed(self, initial: int | None, data: str | None) -> bool:
        """Compare keys: a row's initial value is a number, a browser's is text."""
        return str(initial or "") != (data or "")
