"""A choice among rows that the caller already has: no query for each form of a formset."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Model


class RowChoiceField(forms.TypedChoiceField):
    """Choose one of the given rows; the cleaned value is the row itself, or None."""

    def __init__(self, **kwargs: Any) -> None:
        self.rows: dict[str, Model] = {}
        super().__init__(coerce=self._row, empty_value=None, required=False, **kwargs)

    def offer(self, rows: Sequence[tuple[Model, str]], *, blank: str) -> None:
        """Set the rows to choose from, each with its label."""
        self.rows = {str(row.pk): row for row, _ in rows}
        self.choices = [("", blank), *((str(row.pk), label) for row, label in rows)]

    def _row(self, value: str) -> Model:
        return self.rows[value]
