"""What every form of the desk does to typed text."""

from __future__ import annotations

from typing import Any

from django import forms

from releases.desk.shown import shown


class ShownText(forms.BaseForm):
    """A form that drops invisible characters, as the import does, before anything judges the words."""

    def clean(self) -> dict[str, Any]:
        """Return the values with texts as a reader will see them."""
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = shown(value)
        return cleaned


def label_cells(form: forms.BaseForm) -> None:
    """Name each field of a form set as a row of a table, whose columns are named far above."""
    for field in form.fields.values():
        field.widget.attrs["aria-label"] = str(field.label)
