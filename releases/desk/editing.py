"""Saving what a person edited: new parts get numbers that were never used, and a place."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.contrib.auth.models import User
from django.db.models import Max
from django.utils import timezone

from releases.desk.models import Attachment, Conference, Participant, Photo, Turn
from releases.desk.signing import wrote

Part = Participant | Turn | Photo | Attachment


def touch(*, conference: Conference, by: User, at: datetime | None = None) -> None:
    """Save the conference as changed by this person now; its row is locked by the caller."""
    conference.revision += 1
    conference.updated_by, conference.updated_at = by, at or timezone.now()
    if conference._state.adding:
        conference.created_by, conference.created_at = by, conference.updated_at
    conference.save()
    wrote(conference=conference, by=by)


def save_parts(*, conference: Conference, parts: Iterable[Part]) -> None:
    """Save edited parts; those without an order go to the end. The caller holds the conference's row."""
    for part in parts:
        if part._state.adding:
            counter = f"next_{part._meta.model_name}"
            part.number = getattr(conference, counter)
            setattr(conference, counter, part.number + 1)
            conference.save(update_fields=[counter])
        if not part.order:
            siblings = type(part)._default_manager.filter(conference=conference)
            part.order = (siblings.aggregate(last=Max("order"))["last"] or 0) + 1
        part.save()
