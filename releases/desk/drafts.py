"""Keeping what somebody types before they save it: theirs alone, and no part of the conference."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db import transaction
from django.forms.formsets import DELETION_FIELD_NAME
from django.utils import timezone

from releases.desk.forms.attachment import AttachmentForm
from releases.desk.forms.conference import ConferenceForm
from releases.desk.forms.participant import ParticipantForm
from releases.desk.forms.photo import PhotoForm
from releases.desk.forms.turn import TurnForm
from releases.desk.models import Conference, Draft, DraftPage
from releases.storable import storable

# As much as the longest transcripts, typed anew.
MAX_BYTES = 2 * 1024 * 1024
_ROW = re.compile(r"([a-z]+)-([0-9]{1,4})-(\w+)", re.ASCII)
_ROWS: dict[str, tuple[str, type[forms.ModelForm[Any]]]] = {
    "participants": ("人员", ParticipantForm),
    "turns": ("实录", TurnForm),
    "photos": ("图片", PhotoForm),
    "attachments": ("附件", AttachmentForm),
}
_ROWS_OF = {DraftPage.FORM: set(_ROWS), DraftPage.REVIEW: {"turns"}}


class DraftError(ValueError):
    """What was sent is no draft of the page; the message is for staff."""


def label(page: str, name: str) -> str:
    """Return what staff call a field of a page, "" where the page has none of that name."""
    if match := _ROW.fullmatch(name):
        prefix, index, field = match.groups()
        if prefix not in _ROWS_OF[DraftPage(page)]:
            return ""
        group, form = _ROWS[prefix]
        words = "删除" if field == DELETION_FIELD_NAME else _label(form, field)
        return words and f"{group}第 {int(index) + 1} 行 {words}"
    return _label(ConferenceForm, name) if page == DraftPage.FORM else ""


@transaction.atomic
def keep(
    *,
    conference: Conference,
    by: User,
    page: str,
    revision: int,
    entries: Mapping[str, object],
    at: datetime | None = None,
) -> Draft | None:
    """Keep the changed fields of a page in place of what was kept before; none of them is no draft."""
    if page not in DraftPage.values:
        raise DraftError("没有这个页面。")
    if not entries:
        discard(conference=conference, by=by, page=page)
        return None
    if not all(isinstance(value, str) and label(page, name) for name, value in entries.items()):
        raise DraftError("草稿中有这个页面没有的内容。")
    values = {"revision": revision, "entries": storable(dict(entries)), "saved_at": at or timezone.now()}
    draft, _ = Draft.objects.update_or_create(conference=conference, user=by, page=page, defaults=values)
    return draft


def discard(*, conference: Conference, by: User, page: str) -> None:
    """Let this person's draft of a page go: it is saved, or not wanted."""
    Draft.objects.filter(conference=conference, user=by, page=page).delete()


def kept(*, conference: Conference, by: User, page: str) -> Draft | None:
    """Return this person's draft of a page."""
    return Draft.objects.filter(conference=conference, user=by, page=page).first()


def _label(form: type[forms.ModelForm[Any]], name: str) -> str:
    field = form.base_fields.get(name)
    if field is None or isinstance(field, forms.FileField) or field.widget.is_hidden:
        return ""
    return str(field.label)
