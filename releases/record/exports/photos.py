"""``photos.zip``: every photo at its full size, and a table of what each shows and who took it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from releases.document import Document
from releases.photos import master_name
from releases.record.exports.edition import Edition
from releases.record.exports.inert import cell
from releases.record.exports.names import numbered
from releases.record.exports.stored import Entry, of_bytes, of_file, zipped

COLUMNS = ("文件名", "图片说明", "文字描述", "摄影", "宽（像素）", "高（像素）", "SHA-256", "网址")
CAPTIONS = "照片说明.csv"


def offered(document: Document) -> bool:
    """Return whether there are any."""
    return bool(document.photos)


def write(edition: Edition) -> Iterator[bytes]:
    """Return the package piece by piece; no photo is read whole."""
    return zipped(entries(edition), edition.at)


def entries(edition: Edition, folder: str = "") -> Iterator[Entry]:
    """Yield the photos and their table, below the folder."""
    for name, photo in zip(names(edition.document), edition.document.photos, strict=True):
        yield of_file(folder + name, edition, master_name(photo.digest))
    yield of_bytes(folder + CAPTIONS, _table(edition))


def names(document: Document) -> list[str]:
    """Return what each photo's file is called: its number and caption, never the camera's name for it."""
    return [numbered(place, one.caption or one.alt, ".jpg") for place, one in enumerate(document.photos, 1)]


def _table(edition: Edition) -> bytes:
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    rows.writerow(COLUMNS)
    for name, photo in zip(names(edition.document), edition.document.photos, strict=True):
        values = (name, photo.caption, photo.alt, photo.credit, str(photo.width), str(photo.height))
        rows.writerow(map(cell, (*values, photo.digest, edition.photo_url(photo))))
    return out.getvalue().encode("utf-8-sig")
