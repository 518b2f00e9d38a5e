"""``.zip``: all there is of a version in one package, and all that its record is made of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC
from pathlib import PurePosixPath
from typing import Any, TypeVar
from urllib.parse import quote

from releases.document import Document, canonical, digest_of
from releases.record import pdf_needs
from releases.record.exports import page, photos
from releases.record.exports.edition import Edition, Sealed, columns_of
from releases.record.exports.form import Format
from releases.record.exports.inert import escaped
from releases.record.exports.names import numbered
from releases.record.exports.page import Kept
from releases.record.exports.stored import Entry, of_bytes, of_file, zipped
from releases.record.media import attachment_name, public_files
from releases.record.models import Release, Version, VersionKind

_Version = TypeVar("_Version", Sealed, Version)

SCHEMA = "release-record/1"
RECORD, MANIFEST = "record.json", "manifest.sha256"
PHOTOS, ATTACHMENTS, EARLIER = "photos/", "attachments/", "earlier/"


def write(edition: Edition, formats: Iterable[Format]) -> Iterator[bytes]:
    """Return the pack piece by piece, with the edition in each of the formats; one query, at once."""
    chain = edition.chain()
    return zipped(_with_manifest(_entries(edition, chain, formats)), edition.at)


def write_record(edition: Edition) -> Iterator[bytes]:
    """Return a pack of the record alone: of a withdrawn release nothing else is there any more."""
    return zipped(_with_manifest([_record(edition, edition.chain())]), edition.at)


def readable(chain: Sequence[_Version]) -> Sequence[_Version]:
    """Return those versions that no withdrawal took away: all after the last one."""
    taken = [place for place, one in enumerate(chain, 1) if one.kind == VersionKind.WITHDRAWAL]
    return chain[max(taken, default=0) :]


def besides(release: Release) -> str:
    """Return what a pack depends on beside the seal: its sections, and whether PDF is made."""
    columns = canonical({"columns": list(map(asdict, columns_of(release)))})
    return f"-{digest_of(columns)[:8]}" + ("" if pdf_needs.missing() else "-pdf")


def _entries(edition: Edition, chain: tuple[Sealed, ...], formats: Iterable[Format]) -> Iterator[Entry]:
    document = edition.document
    offered = [one for one in formats if one.offered(document)]
    names = {one.suffix: f"{edition.id}-v{edition.number}.{one.suffix}" for one in offered}
    pictures = [PHOTOS + name for name in photos.names(document)]
    attachments = [ATTACHMENTS + name for name in _attachment_names(document)]
    kept = [*names.values(), *([PHOTOS + photos.CAPTIONS] if pictures else []), RECORD, MANIFEST]
    url_of = page.addresses(
        edition,
        photos=[(quote(name), quote(name)) for name in pictures],
        attachments=[quote(name) for name in attachments],
    )
    yield from page.entries(edition, url_of, [Kept(quote(name), name) for name in kept])
    for one in offered:
        yield Entry(names[one.suffix], lambda form=one: form.pieces(edition))  # type: ignore[misc]
    if pictures:
        yield from photos.entries(edition, PHOTOS)
    for name, attachment in zip(attachments, document.attachments, strict=True):
        yield of_file(name, edition, attachment_name(attachment.digest, attachment.file))
    yield from _earlier(edition, chain)
    yield _record(edition, chain)


def _attachment_names(document: Document) -> list[str]:
    return [
        numbered(place, one.title, PurePosixPath(attachment_name(one.digest, one.file)).suffix)
        for place, one in enumerate(document.attachments, 1)
    ]


def _earlier(edition: Edition, chain: tuple[Sealed, ...]) -> Iterator[Entry]:
    """Yield the photos and attachments of versions before, which this one shows no more."""
    seen = {file.name for file in public_files(edition.document)}
    for one in readable(chain):
        for file in public_files(Document.from_json(json.loads(one.document))):
            if file.name not in seen and not file.width:
                seen.add(file.name)
                yield of_file(EARLIER + PurePosixPath(file.name).name, edition, file.name)


def _record(edition: Edition, chain: tuple[Sealed, ...]) -> Entry:
    value = {
        "schema": SCHEMA,
        "id": edition.id,
        "url": edition.url,
        "columns": list(map(asdict, edition.columns)),
        "versions": [_sealed(one) for one in chain],
    }
    text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
    return of_bytes(RECORD, f"{escaped(text)}\n".encode())


def _sealed(one: Sealed) -> dict[str, Any]:
    """Return the version as JSON: what its seal is the digest of, the seal, and the document."""
    return {
        "number": one.number,
        "kind": one.kind,
        "note": one.note,
        "by": one.by,
        "published_at": one.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "digest": one.digest,
        "previous": one.previous,
        "seal": one.seal,
        "document": json.loads(one.document),
    }


def _with_manifest(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield the entries, and the digest of each as ``sha256sum -c`` reads them."""
    digests = {}

    def counted(entry: Entry) -> Iterator[bytes]:
        digest = hashlib.sha256()
        for chunk in entry.chunks():
            digest.update(chunk)
            yield chunk
        digests[entry.name] = digest.hexdigest()

    for entry in entries:
        yield Entry(entry.name, lambda entry=entry: counted(entry))  # type: ignore[misc]
    yield of_bytes(MANIFEST, "".join(f"{digest}  {name}\n" for name, digest in digests.items()).encode())
