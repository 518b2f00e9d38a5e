"""Everything that one of the desk's two editing pages has fields for, and what a browser posts of it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BaseInlineFormSet, BoundField, ModelForm
from django.forms.formsets import DELETION_FIELD_NAME


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page's forms: that of the conference, where the page has it, and those of its rows."""

    form: ModelForm[Any] | None
    formsets: tuple[BaseInlineFormSet[Any, Any, Any], ...]

    def forms(self) -> Iterator[ModelForm[Any]]:
        """Yield every form."""
        if self.form is not None:
            yield self.form
        for formset in self.formsets:
            yield from formset.forms

    def marks(self) -> str:
        """Return a short print of what stands in each field, for the page to post back.

        It tells apart what a person typed from what only stood there, without each text twice on the page.
        """
        return " ".join(
            f"{field.html_name}={mark(standing(field))}" for form in self.forms() for field in typed(form)
        )


def typed(form: forms.BaseForm) -> Iterator[BoundField]:
    """Yield the fields that people type in or choose from; not files, which no page can give back."""
    for field in form:
        is_file = isinstance(field.field, forms.FileField)
        if not (field.is_hidden or is_file or field.name == DELETION_FIELD_NAME):
            yield field


def standing(field: BoundField) -> str:
    """Return what a browser posts of a field that nobody touched."""
    value = field.value()
    if isinstance(field.field.widget, forms.CheckboxInput):
        return "on" if value else ""
    text = field.field.widget.format_value(value)
    return unix(str(text[0]) if isinstance(text, list) else str(text or ""))


def posted(data: Mapping[str, Any], name: str) -> str:
    """Return what a browser posted, with the ends of lines as the desk has them."""
    return unix(str(data.get(name, "")))


def unix(text: str) -> str:
    """Return the text with LF."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def mark(text: str) -> str:
    """Return the short print of a text."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()


def marks_of(text: str) -> dict[str, str]:
    """Return the prints that a page posted back, by the names of their fields."""
    return {name: print_ for name, _, print_ in (pair.partition("=") for pair in text.split())}
