"""``.ninjs.json``: IPTC ninjs 3.1, what newsroom systems take in."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from typing import Any

from releases.document import Paragraph, Person, Role
from releases.photos import rendition_name, widths
from releases.record.exports.edition import Edition, Embargo
from releases.record.exports.inert import escaped, plain
from releases.record.exports.words import days_of, name_of
from releases.record.models import VersionKind

STANDARD = {
    "name": "ninjs",
    "version": "3.1",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
}


def write(edition: Edition) -> bytes:
    """Return a news item; of a withdrawal one that cancels it, with nothing but the reason."""
    item = cancelled(edition) if edition.kind is VersionKind.WITHDRAWAL else usable(edition)
    return f"{escaped(json.dumps(item, ensure_ascii=False, indent=1))}\n".encode()


def cancelled(edition: Edition) -> dict[str, Any]:
    """Return what a newsroom needs to take the item back."""
    return {**_head(edition), "pubStatus": "canceled", "edNote": plain(edition.note)}


def usable(edition: Edition) -> dict[str, Any]:
    """Return the item with its bodies and pictures."""
    document = edition.document
    found: dict[str, Any] = {
        **_head(edition),
        **(_withheld(edition.embargo) if edition.embargo else {"pubStatus": "usable"}),
        "headlines": [{"role": "main", "value": plain(document.title)}],
        "bodies": [
            {"role": "main", "contentType": "text/plain", "value": _text(edition)},
            {"role": "main", "contentType": "text/html", "value": _markup(edition)},
        ],
        "infoSources": [{"name": plain(document.source or edition.organiser)}],
        "organisations": [{"name": edition.organiser, "rel": "publisher"}],
    }
    optional = {
        "descriptions": [{"role": "summary", "value": plain(document.summary)}] if document.summary else [],
        "people": [_person(person) for person in document.people],
        "places": [{"name": plain(document.venue), "rel": "venue"}] if document.venue else [],
        "events": [
            {"name": plain(document.subject or document.title), "rel": "about", "uri": f"{edition.url}#event"}
        ],
        "located": plain(document.venue),
        "edNote": plain(edition.embargo.line if edition.embargo else edition.note),
        "associations": list(_pictures(edition)),
    }
    return {**found, **{name: value for name, value in optional.items() if value}}


def _withheld(embargo: Embargo) -> dict[str, str]:
    """Return the time, and a status that also keeps back systems which know of no embargo."""
    return {
        "pubStatus": "withheld",
        "embargoedUntil": embargo.until.isoformat(timespec="seconds"),
        "usageTerms": plain(embargo.line),
    }


def _head(edition: Edition) -> dict[str, Any]:
    numbered = {} if edition.embargo else {"version": str(edition.number)}
    ids = [] if edition.embargo else [{"role": "release", "value": edition.id}]
    return {
        "standard": STANDARD,
        "uri": edition.url,
        "type": "text",
        "representationType": "full",
        **numbered,
        "firstCreated": edition.first_at.isoformat(timespec="seconds"),
        "versionCreated": edition.at.isoformat(timespec="seconds"),
        "contentCreated": edition.first_at.isoformat(timespec="seconds"),
        "language": "zh-Hans",
        "altIds": [*ids, {"role": "sha256", "value": edition.digest}],
    }


def _person(person: Person) -> dict[str, Any]:
    """Return the person; ninjs has no place for a position, so the free text names the two together."""
    rel = "attendee" if person.role is Role.ATTENDEE else "speaker"
    found = {"name": plain(person.name), "rel": rel}
    return {**found, "literal": plain(f"{person.name}，{person.position}")} if person.position else found


def _paragraphs(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield each paragraph with what stands before it: the speaker before the first of a turn."""
    for turn in edition.document.turns:
        name, days = name_of(turn, edition), days_of(turn)
        before = f"{name}{f'（{days}）' if days else ''}：" if name else ""
        for block in turn.blocks:
            if isinstance(block, Paragraph):
                yield plain(before), plain(block.text)
                before = ""


def _text(edition: Edition) -> str:
    return "\n".join(f"{before}{text}" for before, text in _paragraphs(edition))


def _markup(edition: Edition) -> str:
    return "\n".join(
        f"<p>{f'<strong>{html.escape(before)}</strong>' if before else ''}{html.escape(text)}</p>"
        for before, text in _paragraphs(edition)
    )


def _pictures(edition: Edition) -> Iterator[dict[str, Any]]:
    for photo in edition.document.photos:
        master = {"name": "master", "href": edition.photo_url(photo), "contentType": "image/jpeg"}
        size = {"width": photo.width, "height": photo.height}
        found: dict[str, Any] = {
            "name": photo.id,
            "uri": f"{edition.address}#{photo.id}",
            "type": "picture",
            "renditions": [
                {**master, **size},
                *(
                    {
                        "name": f"{width}",
                        "href": edition.file_url(rendition_name(photo.digest, width)),
                        "contentType": "image/webp",
                        "width": width,
                        "height": max(round(photo.height * width / photo.width), 1),
                    }
                    for width in widths(photo.width)
                ),
            ],
        }
        words = [
            {"role": role, "value": plain(value)}
            for role, value in (("caption", photo.caption), ("alt", photo.alt))
            if value
        ]
        if words:
            found["descriptions"] = words
        if photo.credit:
            found["by"] = plain(photo.credit)
        yield found
