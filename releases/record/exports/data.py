"""``.json``: the document as it was signed, and what stands around it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from releases.photos import rendition_name, widths
from releases.record.exports.edition import Edition, Embargo
from releases.record.exports.inert import escaped, plain

SCHEMA = "release/1"
_SCHEMA_FILE = Path(__file__).with_name("release-1.schema.json")


def schema() -> bytes:
    """Return the JSON Schema 2020-12 of what ``write`` returns."""
    return _SCHEMA_FILE.read_bytes()


def write(edition: Edition) -> bytes:
    """Return JSON of the schema at ``/schemas/release-1.json``.

    ``version.digest`` is the SHA-256 of ``document`` in its canonical form (sorted keys, UTF-8, no spaces).
    """
    text = json.dumps(value(edition), ensure_ascii=False, indent=1, sort_keys=True)
    return f"{escaped(text)}\n".encode()


def value(edition: Edition) -> dict[str, Any]:
    """Return the edition as JSON values."""
    return {
        "schema": SCHEMA,
        "url": edition.url,
        "publisher": edition.organiser,
        **(_given(edition, edition.embargo) if edition.embargo else _published(edition)),
        "files": {
            **{
                photo.id: {
                    "url": edition.photo_url(photo),
                    "renditions": [
                        {"width": width, "url": edition.file_url(rendition_name(photo.digest, width))}
                        for width in widths(photo.width)
                    ],
                }
                for photo in edition.document.photos
            },
            **{
                attachment.id: {"url": edition.attachment_url(attachment)}
                for attachment in edition.document.attachments
            },
        },
        "document": edition.document.to_json(),
    }


def _published(edition: Edition) -> dict[str, Any]:
    return {
        "id": edition.id,
        "published_at": edition.first_at.isoformat(),
        "version": {
            "number": edition.number,
            "kind": edition.kind.value,
            "note": edition.note,
            "published_at": edition.at.isoformat(),
            "url": edition.address,
            "digest": edition.digest,
            "seal": edition.seal,
            "previous": edition.previous,
        },
    }


def _given(edition: Edition, embargo: Embargo) -> dict[str, Any]:
    return {
        "embargo": {
            "until": embargo.until.isoformat(),
            "outlet": plain(embargo.outlet),
            "notice": plain(embargo.line),
            "given_at": edition.at.isoformat(),
            "digest": edition.digest,
        }
    }
