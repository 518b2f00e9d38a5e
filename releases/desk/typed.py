"""A conference as it would be if what stands in a page's fields were saved; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, TypeVar, cast

from django.db.models import Model
from django.forms import BaseInlineFormSet, ModelForm
from django.forms.formsets import DELETION_FIELD_NAME

from releases.desk.editing import Part
from releases.desk.forms.sheet import Sheet
from releases.desk.freeze import Parts, parts_of
from releases.desk.models import Attachment, Conference, Participant, Photo, Turn

_Row = TypeVar("_Row", Participant, Turn, Photo, Attachment)


def complete(sheet: Sheet) -> bool:
    """Return whether the rows are there at all, as the page that a browser was given has them."""
    return all(formset.management_form.is_valid() for formset in sheet.formsets)


def parts_typed(conference: Conference, sheet: Sheet) -> Parts:
    """Return the rows as typed, and leave what was typed of the conference itself in it, unsaved.

    A field with a mistake keeps what is saved: saving would tell of the mistake.
    """
    if sheet.form is not None:
        sheet.form.is_valid()
    saved = parts_of(conference)
    parts = Parts(
        participants=_rows(conference, sheet, Participant, saved.participants),
        turns=_rows(conference, sheet, Turn, saved.turns),
        photos=_rows(conference, sheet, Photo, saved.photos),
        attachments=_rows(conference, sheet, Attachment, saved.attachments),
    )
    people = {row.pk: row for row in parts.participants if row.pk}
    turns = {row.pk: row for row in parts.turns if row.pk}
    for turn in parts.turns:
        # The rows chosen as they are typed; one that is being deleted is nobody's any more.
        turn.speaker = people.get(turn.speaker_id or 0)
        turn.answers = turns.get(turn.answers_id or 0)
    return parts


def _rows(conference: Conference, sheet: Sheet, model: type[_Row], saved: Any) -> list[_Row]:  # noqa: ANN401
    for formset in sheet.formsets:
        if formset.model is model:
            rows = cast("list[_Row]", list(_typed(conference, formset)))
            # As saving does: what has no place goes to the end.
            return sorted(rows, key=lambda row: (not row.order, row.order, row.number))
    return list(saved)


def _typed(conference: Conference, formset: BaseInlineFormSet[Any, Any, Any]) -> Iterator[Part]:
    model = cast("type[Model]", formset.model)
    number = getattr(conference, f"next_{model._meta.model_name}")
    formset.is_valid()
    for index, form in enumerate(formset.forms):
        row = form.instance
        if index < formset.initial_form_count():
            # One that somebody else has deleted has no key here, and stays deleted.
            if row.pk and not _deleted(form):
                yield row
        # The file of a new photo or attachment comes only with saving, and it is nothing without.
        elif isinstance(row, Participant | Turn) and form.has_changed() and not _deleted(form):
            row.number = number
            number += 1
            yield row


def _deleted(form: ModelForm[Any]) -> bool:
    return bool(form.cleaned_data.get(DELETION_FIELD_NAME))
