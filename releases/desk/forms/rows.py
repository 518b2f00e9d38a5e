"""The rows of one conference, and no other's."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.forms.formsets import DELETION_FIELD_NAME


class OwnRows(forms.BaseInlineFormSet):  # type: ignore[type-arg]  # no subscript at run time
    """The rows below a conference: Django takes the key of anybody's row, and leaves that row unsaved.

    It would be harmless, and say that it had saved.
    """

    def add_fields(self, form: forms.ModelForm[Any], index: int | None) -> None:
        """Take the keys of this conference's rows alone."""
        super().add_fields(form, index)
        model = cast("Any", self.model)
        own = model._default_manager
        own = own.filter(**{self.fk.name: self.instance}) if self.instance.pk else own.none()
        cast("forms.ModelChoiceField[Any]", form.fields[model._meta.pk.name]).queryset = own
        if DELETION_FIELD_NAME in form.fields:
            # In a row of a table the box stands below a head far above, and has no label of its own.
            form.fields[DELETION_FIELD_NAME].widget.attrs["aria-label"] = f"删除 {form.instance}".strip()
