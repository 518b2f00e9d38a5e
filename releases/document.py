"""What a release says: one frozen tree, its canonical JSON, and the digest that names it.

Nothing here knows who may see a document, where it is kept or how it is shown. Every other
form of a release (page, feed, export, search passage) is a function of :class:`Document`.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, TypeVar

SCHEMA = "release-document/1"


class DocumentError(ValueError):
    """The parts of a document contradict each other, or JSON is not a document."""


class Role(StrEnum):
    """Why a person is in the list at the head of a release."""

    SPOKESPERSON = "spokesperson"
    MODERATOR = "moderator"
    ATTENDEE = "attendee"


class Kind(StrEnum):
    """What a turn does in the conference."""

    STATEMENT = "statement"
    QUESTION = "question"
    ANSWER = "answer"
    NARRATION = "narration"


@dataclass(frozen=True, slots=True)
class Held:
    """When the conference took place, and how the source printed that.

    ``start`` is an aware datetime where the hour was printed, a plain date where only the day
    was, and None where neither could be read: an hour is never made up.
    """

    start: date | None = None
    text: str = ""

    @property
    def day(self) -> date | None:
        """Return the day in the conference's own time zone."""
        return self.start.date() if isinstance(self.start, datetime) else self.start


@dataclass(frozen=True, slots=True)
class Person:
    """One person of the roster, with the position held on that day.

    ``id`` counts within the document; ``ref`` names the person across releases, "" if unknown.
    """

    id: str
    name: str
    position: str = ""
    role: Role = Role.SPOKESPERSON
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of words without a line break; ``lang`` is "" for the document's own Chinese."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class PhotoBlock:
    """The place of a photo in a turn; ``photo`` is the id of one of the document's photos."""

    photo: str


Block = Paragraph | PhotoBlock


@dataclass(frozen=True, slots=True)
class Turn:
    """One person's go, or a stretch of narration between two.

    ``id`` is permanent and is the anchor citizens link to. ``label`` is what is printed before
    the colon, ``speaker`` the id of the person who that is, ``answers`` the id of a question
    turn, ``time`` the time of day as the source printed it beside the turn.

    ``due`` is the day by which a question left open is to be answered in writing, ``given_on`` the day an
    answer was given in writing, after the conference.
    """

    id: str
    kind: Kind
    speaker: str | None = None
    label: str = ""
    answers: str | None = None
    time: str = ""
    blocks: tuple[Block, ...] = ()
    due: date | None = None
    given_on: date | None = None

    @property
    def text(self) -> str:
        """Return the words of the turn, a line for each paragraph."""
        return "\n".join(block.text for block in self.blocks if isinstance(block, Paragraph))


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo's words and the SHA-256 of its stripped, re-encoded bytes ("" before it has any)."""

    id: str
    file: str
    caption: str = ""
    alt: str = ""
    credit: str = ""
    digest: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file offered beside the transcript; ``size`` in bytes, ``digest`` its SHA-256."""

    id: str
    file: str
    title: str = ""
    media_type: str = ""
    size: int = 0
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole release. Building one whose parts contradict each other raises DocumentError."""

    title: str = ""
    subject: str = ""
    section: str = ""
    source: str = ""
    keywords: tuple[str, ...] = ()
    summary: str = ""
    published_on: date | None = None
    held: Held = field(default_factory=Held)
    venue: str = ""
    people: tuple[Person, ...] = ()
    turns: tuple[Turn, ...] = ()
    photos: tuple[Photo, ...] = ()
    attachments: tuple[Attachment, ...] = ()

    def __post_init__(self) -> None:
        people = _unique("p", self.people)
        turns = _unique("t", self.turns)
        photos = _unique("f", self.photos)
        _unique("a", self.attachments)
        questions = {turn.id for turn in self.turns if turn.kind is Kind.QUESTION}
        for turn in turns.values():
            if turn.speaker is not None and turn.speaker not in people:
                raise DocumentError(f"turn {turn.id}: no person {turn.speaker}")
            if turn.answers is not None and (turn.kind is not Kind.ANSWER or turn.answers not in questions):
                raise DocumentError(f"turn {turn.id}: {turn.answers} is not a question it could answer")
            if turn.due is not None and turn.kind is not Kind.QUESTION:
                raise DocumentError(f"turn {turn.id}: only a question is due")
            if turn.given_on is not None and turn.answers is None:
                raise DocumentError(f"turn {turn.id}: given in writing, and to no question")
            for block in turn.blocks:
                if isinstance(block, PhotoBlock) and block.photo not in photos:
                    raise DocumentError(f"turn {turn.id}: no photo {block.photo}")

    @property
    def day(self) -> date | None:
        """Return the day the release is filed under: held, else printed as published."""
        return self.held.day or self.published_on

    @property
    def digest(self) -> str:
        """Return the SHA-256 of the canonical JSON, in lower-case hexadecimal."""
        return digest_of(canonical(self.to_json()))

    def person(self, person_id: str | None) -> Person | None:
        """Return the person with this id, or None."""
        return next((person for person in self.people if person.id == person_id), None)

    def photo(self, photo_id: str) -> Photo:
        """Return the photo with this id; KeyError if there is none."""
        for photo in self.photos:
            if photo.id == photo_id:
                return photo
        raise KeyError(photo_id)

    def to_json(self) -> dict[str, Any]:
        """Return the document as plain JSON values.

        Every key is present but ``due`` and ``given_on``, which came later and stand only where they have a
        value: the digest of what was published and signed before has to stay as it was.
        """
        return {
            "schema": SCHEMA,
            "title": self.title,
            "subject": self.subject,
            "section": self.section,
            "source": self.source,
            "keywords": list(self.keywords),
            "summary": self.summary,
            "published_on": self.published_on.isoformat() if self.published_on else None,
            "held": {
                "start": self.held.start.isoformat() if self.held.start else None,
                "text": self.held.text,
            },
            "venue": self.venue,
            "people": [
                {"id": p.id, "name": p.name, "position": p.position, "role": p.role.value, "ref": p.ref}
                for p in self.people
            ],
            "turns": [_turn_to_json(turn) for turn in self.turns],
            "photos": [
                {
                    "id": f.id,
                    "file": f.file,
                    "caption": f.caption,
                    "alt": f.alt,
                    "credit": f.credit,
                    "digest": f.digest,
                    "width": f.width,
                    "height": f.height,
                }
                for f in self.photos
            ],
            "attachments": [
                {
                    "id": a.id,
                    "file": a.file,
                    "title": a.title,
                    "media_type": a.media_type,
                    "size": a.size,
                    "digest": a.digest,
                }
                for a in self.attachments
            ],
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Document:
        """Read what :meth:`to_json` wrote, at this or an earlier state of schema 1.

        A key that schema 1 gained later may be missing and takes its default; anything else
        that is not a document raises DocumentError.
        """
        if data.get("schema") != SCHEMA:
            raise DocumentError(f"not a {SCHEMA}: {data.get('schema')!r}")
        try:
            return cls(
                title=data["title"],
                subject=data["subject"],
                section=data["section"],
                source=data["source"],
                keywords=tuple(data["keywords"]),
                summary=data["summary"],
                published_on=_date(data["published_on"]),
                held=Held(start=_date(data["held"]["start"]), text=data["held"]["text"]),
                venue=data["venue"],
                people=tuple(Person(**{**p, "role": Role(p["role"])}) for p in data["people"]),
                turns=tuple(_turn_from_json(t) for t in data["turns"]),
                photos=tuple(Photo(**f) for f in data["photos"]),
                attachments=tuple(Attachment(**a) for a in data["attachments"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            raise DocumentError(f"not a {SCHEMA}: {error}") from error


def canonical(data: Mapping[str, Any]) -> str:
    """Return JSON with sorted keys, no spaces and no escapes beyond the needed: one text a value."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest_of(text: str) -> str:
    """Return the SHA-256 of the text's UTF-8 bytes, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


_Part = TypeVar("_Part", Person, Turn, Photo, Attachment)


def _unique(prefix: str, parts: Iterable[_Part]) -> dict[str, _Part]:
    found: dict[str, _Part] = {}
    for part in parts:
        if not re.fullmatch(rf"{prefix}[1-9]\d*", part.id, re.ASCII):
            raise DocumentError(f"{part.id!r} is not an id of the form {prefix}1")
        if part.id in found:
            raise DocumentError(f"{part.id} stands twice")
        found[part.id] = part
    return found


def _block_to_json(block: Block) -> dict[str, str]:
    if isinstance(block, PhotoBlock):
        return {"type": "photo", "photo": block.photo}
    return {"type": "paragraph", "text": block.text, "lang": block.lang}


def _block_from_json(data: Mapping[str, str]) -> Block:
    if data["type"] == "photo":
        return PhotoBlock(data["photo"])
    if data["type"] == "paragraph":
        return Paragraph(data["text"], data.get("lang", ""))
    raise DocumentError(f"unknown block type {data['type']!r}")


def _turn_to_json(turn: Turn) -> dict[str, Any]:
    days = {"due": turn.due, "given_on": turn.given_on}
    return {
        "id": turn.id,
        "kind": turn.kind.value,
        "speaker": turn.speaker,
        "label": turn.label,
        "answers": turn.answers,
        "time": turn.time,
        "blocks": [_block_to_json(block) for block in turn.blocks],
        **{name: day.isoformat() for name, day in days.items() if day},
    }


def _turn_from_json(data: Mapping[str, Any]) -> Turn:
    blocks = tuple(_block_from_json(block) for block in data["blocks"])
    days = {name: data.get(name) for name in ("due", "given_on")}
    days = {name: None if day is None else date.fromisoformat(day) for name, day in days.items()}
    return Turn(**{**data, **days, "kind": Kind(data["kind"]), "blocks": blocks})


def _date(text: str | None) -> date | None:
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
