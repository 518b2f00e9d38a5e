"""The only way out of the desk: a conference's rows, frozen into one document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from releases.desk import body, models
from releases.desk.models import Conference
from releases.document import Attachment, Document, Held, Kind, Person, Photo, Role, Turn


@dataclass(frozen=True, slots=True)
class Parts:
    """The rows of a conference in the order of the page, as they are saved or as somebody types them."""

    participants: Sequence[models.Participant]
    turns: Sequence[models.Turn]
    photos: Sequence[models.Photo]
    attachments: Sequence[models.Attachment]


def parts_of(conference: Conference) -> Parts:
    """Return the rows as they are saved."""
    return Parts(
        participants=list(conference.participants.all()),
        turns=list(conference.turns.select_related("speaker", "answers")),
        photos=list(conference.photos.all()),
        attachments=list(conference.attachments.all()),
    )


def freeze(conference: Conference, parts: Parts | None = None) -> Document:
    """Return what the conference says now; DocumentError where its rows contradict each other."""
    parts = parts or parts_of(conference)
    start: date | None = conference.held_at or conference.held_day
    return Document(
        title=conference.title,
        subject=conference.subject,
        section=conference.section.path if conference.section else "",
        source=conference.source,
        keywords=keywords(conference.keywords),
        summary=conference.summary,
        published_on=conference.published_on,
        held=Held(start=start, text=conference.held_text),
        venue=conference.venue,
        people=tuple(
            Person(
                id=row.public_id,
                name=row.name,
                position=row.position,
                role=Role(row.role),
                ref=str(row.person_id) if row.person_id else "",
            )
            for row in parts.participants
        ),
        turns=tuple(
            Turn(
                id=row.public_id,
                kind=Kind(row.kind),
                speaker=row.speaker.public_id if row.speaker else None,
                label=row.label,
                answers=row.answers.public_id if row.answers else None,
                time=row.time,
                blocks=body.parsed(row.body),
                due=row.due,
                given_on=row.given_on,
            )
            for row in parts.turns
        ),
        photos=tuple(
            Photo(
                id=row.public_id,
                file=row.file_name,
                caption=row.caption,
                alt=row.alt,
                credit=row.credit,
                digest=row.digest,
                width=row.width,
                height=row.height,
            )
            for row in parts.photos
        ),
        attachments=tuple(
            Attachment(
                id=row.public_id,
                file=row.file_name,
                title=row.title,
                media_type=row.media_type,
                size=row.size,
                digest=row.digest,
            )
            for row in parts.attachments
        ),
    )


def keywords(text: str) -> tuple[str, ...]:
    """Return the words of a typed list, each once, in the order typed."""
    return tuple(dict.fromkeys(word for word in re.split(r"[、，,；;\s]+", text) if word))
