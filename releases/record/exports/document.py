"""``.document.json``: the document alone, byte for byte what was signed: ``sha256sum`` prints its digest."""

from __future__ import annotations

from releases.document import canonical
from releases.record.exports.edition import Edition


def write(edition: Edition) -> bytes:
    """Return the document in its canonical form, with nothing after it."""
    return canonical(edition.document.to_json()).encode()
