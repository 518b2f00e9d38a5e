"""``.pdf``: the page as it is printed, tagged, with its fonts in it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from releases.document import Document
from releases.record import pdf_needs
from releases.record.exports import page
from releases.record.exports.edition import Edition
from releases.record.exports.pictures import jpeg
from releases.record.exports.stored import Entry, zipped

# As wide as the page shows them: 222 dots an inch at the 11 cm they have on paper.
_WIDEST = 960
_SECONDS = 120
_PROGRAM = Path(__file__).with_name("typeset.py")


def offered(document: Document) -> bool:  # noqa: ARG001  (a format is asked about a document)
    """Return whether this machine has what it takes."""
    return not pdf_needs.missing()


def write(edition: Edition) -> bytes:
    """Return PDF/UA-1; set by a program of its own, which may take two minutes.

    CalledProcessError or TimeoutExpired where that fails.
    """
    command = [sys.executable, "-I", str(_PROGRAM), edition.seal[:32]]
    made = subprocess.run(command, input=package(edition), capture_output=True, timeout=_SECONDS, check=True)  # noqa: S603
    return made.stdout


def package(edition: Edition) -> bytes:
    """Return the page with all that is shown on it as a zip file: what the program is given."""
    photos = edition.document.photos
    names = [f"{photo.id}.jpg" for photo in photos]
    url_of = page.addresses(
        edition,
        photos=[(name, edition.photo_url(photo)) for name, photo in zip(names, photos, strict=True)],
        attachments=[edition.attachment_url(one) for one in edition.document.attachments],
    )
    pictures = (
        Entry(name, lambda photo=photo: (jpeg(edition, photo, _WIDEST),))  # type: ignore[misc]
        for name, photo in zip(names, photos, strict=True)
    )
    return b"".join(zipped((*page.entries(edition, url_of), *pictures), edition.at))
