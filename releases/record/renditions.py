"""The smaller sizes of photos: their digests are kept when they are published, and held against the files."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

from django.core.files.storage import storages

from releases import photos
from releases.record.models import Rendition


def keep(*, made: Mapping[str, str], there: Mapping[str, int]) -> None:
    """Keep the digest of each file that was made, and of those that were there and have none yet.

    ``made`` has digests by name, ``there`` widths. What is there is taken as it is, if it could be a
    photo's smaller size at all: what it was once is known to nobody any more.
    """
    known = Rendition.objects.named(there).digests()
    found: dict[str, str] = {}
    for name in there.keys() - known.keys():
        data = _read(name)
        if photos.width_of(data) == there[name]:
            found[name] = hashlib.sha256(data).hexdigest()
    # A row may be left of a file that went in a transaction that did not stand.
    Rendition.objects.bulk_create(
        [Rendition(name=name, digest=digest) for name, digest in {**found, **made}.items()],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["digest"],
    )


def is_as_published(name: str, *, width: int, digest: str | None) -> bool:
    """Return whether the file has this digest; where none was kept, whether it is a WebP of this width."""
    data = _read(name)
    if digest is None:
        return photos.width_of(data) == width
    return hashlib.sha256(data).hexdigest() == digest


def _read(name: str) -> bytes:
    with storages["public"].open(name) as file:
        data: bytes = file.read()
    return data
