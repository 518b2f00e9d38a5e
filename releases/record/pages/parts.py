"""The parts a release's page is made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePosixPath
from typing import Literal

from django.urls import reverse
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from releases.document import Attachment, Document, Held, Kind, Person, Photo, Role
from releases.photos import master_name, rendition_name, widths
from releases.record.languages import is_english
from releases.record.media import MediaError, attachment_name
from releases.record.models import Version, VersionKind
from releases.record.pages.links import Segment

ROLE_LABELS = {Role.SPOKESPERSON: _("发布人"), Role.MODERATOR: _("主持人"), Role.ATTENDEE: _("出席")}
KIND_LABELS = {
    Kind.STATEMENT: pgettext_lazy("kind", "发布"),
    Kind.QUESTION: _("提问"),
    Kind.ANSWER: _("回答"),
    Kind.NARRATION: _("现场"),
}
# What most screens need; phones and large screens choose from srcset.
_USUAL_WIDTH = 960


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """A version without its document."""

    number: int
    url: str
    kind: str = ""
    kind_label: str = ""
    note: str = ""
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A name with the position held that day; ``url`` is "" for someone not known across releases."""

    name: str
    position: str
    url: str


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph with its links marked."""

    segments: tuple[Segment, ...]
    lang: str
    kind: Literal["paragraph"] = "paragraph"


@dataclass(frozen=True, slots=True)
class PhotoView:
    """A photo at all its sizes."""

    id: str
    src: str
    srcset: str
    full: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    kind: Literal["photo"] = "photo"


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """A file to take home."""

    title: str
    url: str
    size: int
    media_type: str
    # What people call it: PDF, CSV.
    format: str


@dataclass(frozen=True, slots=True)
class TurnView:
    """One person's go, ready to print."""

    id: str
    kind: str
    kind_label: str
    label: str
    speaker: PersonLine | None
    role: str
    role_label: str
    question_id: str
    # Of a question: the one asked after it.
    next_question_id: str
    time: str
    url: str
    blocks: tuple[ParagraphView | PhotoView, ...]
    # Of a question left for later: until when, and the written answer that came last.
    due: date | None
    settled_on: date | None
    settled_id: str
    # Of an answer: the day it was given in writing.
    given_on: date | None
    # Where its citation stands; "" in a preview.
    cite_url: str = ""
    # Of an earlier version: what became of it since, and where that is told.
    changed: str = ""
    changed_url: str = ""


@dataclass(frozen=True, slots=True)
class OutlineEntry:
    """A line of the outline; a question has its answers below it."""

    anchor: str
    text: str
    kind: str
    answers: tuple[OutlineEntry, ...] = ()
    # Of somebody who presents or moderates: as what.
    role: str = ""


def version_facts(version: Version) -> VersionFacts:
    """Return the facts of a version."""
    return VersionFacts(
        number=version.number,
        url=version.get_absolute_url(),
        kind=version.kind,
        kind_label=str(VersionKind(version.kind).label),
        note=version.note,
        published_at=version.published_at,
    )


def held_words(held: Held) -> str:
    """Return the time as it was printed, else as the desk knows it: 2026年12月20日（星期日）14:30.

    What was printed is Chinese; an English page says when it was where that is known.
    """
    start = held.start
    if start is None or (held.text and not is_english()):
        return held.text
    form = gettext("Y年n月j日（l）H:i") if isinstance(start, datetime) else gettext("Y年n月j日（l）")
    return date_format(start, form)


def people_lines(document: Document, role: Role) -> tuple[PersonLine, ...]:
    """Return a line for each person of this role."""
    return tuple(person_line(person) for person in document.people if person.role is role)


def person_line(person: Person) -> PersonLine:
    """Return the person's line."""
    url = reverse("record:person", args=[person.ref]) if person.ref else ""
    return PersonLine(person.name, person.position, url)


def photo_view(photo: Photo, anchor: str, media_url: Callable[[str], str]) -> PhotoView | None:
    """Return the photo under this anchor, or None while it has no file that could be shown."""
    if not photo.digest or not photo.width:
        return None
    sizes = widths(photo.width)
    sources = {size: media_url(rendition_name(photo.digest, size)) for size in sizes}
    return PhotoView(
        id=anchor,
        src=sources[max(size for size in sizes if size <= _USUAL_WIDTH)],
        srcset=", ".join(f"{source} {size}w" for size, source in sources.items()),
        full=media_url(master_name(photo.digest)),
        width=photo.width,
        height=photo.height,
        alt=photo.alt,
        caption=photo.caption,
        credit=photo.credit,
    )


def attachment_view(attachment: Attachment, number: int, media_url: Callable[[str], str]) -> AttachmentView:
    """Return the attachment, with an empty address while it has no file that could be offered."""
    try:
        name = attachment_name(attachment.digest, attachment.file) if attachment.digest else ""
    except MediaError:
        name = ""
    return AttachmentView(
        title=attachment.title or gettext("附件 %(number)s") % {"number": number},
        url=media_url(name) if name else "",
        size=attachment.size,
        media_type=attachment.media_type,
        format=PurePosixPath(attachment.file).suffix.removeprefix(".").upper(),
    )
