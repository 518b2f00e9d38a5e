"""Zip files made while they are sent: stored, dated once, and with a digest of themselves at the end."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from releases.record.exports.edition import Edition

_CHUNK = 1 << 16
# The comment that ends the file: the SHA-256 of all bytes before it. A checksum of each file inside says
# nothing of what stands between them.
COMMENT_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in the package; its bytes are made or read when their turn comes."""

    name: str
    chunks: Callable[[], Iterable[bytes]]


class _Sent:
    """What a zip file is written to: bytes to be taken away; nobody can go back in it."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        pass

    def taken(self) -> bytes:
        taken = b"".join(self._waiting)
        self._waiting.clear()
        return taken


def of_bytes(name: str, data: bytes) -> Entry:
    """Return an entry of bytes that are there."""
    return Entry(name, lambda: (data,))


def of_file(name: str, edition: Edition, stored: str) -> Entry:
    """Return an entry of a public file, which is never read whole."""

    def chunks() -> Iterator[bytes]:
        with edition.open_file(stored) as file:
            yield from pieces(file)

    return Entry(name, chunks)


def pieces(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the rest of the file in pieces that fit anywhere."""
    while piece := file.read(_CHUNK):
        yield piece


def zipped(entries: Iterable[Entry], at: datetime) -> Iterator[bytes]:
    """Yield the package: the same entries at the same time are the same bytes."""
    sent, digest = _Sent(), hashlib.sha256()

    def taken() -> bytes:
        data = sent.taken()
        digest.update(data)
        return data

    with zipfile.ZipFile(sent, "w", zipfile.ZIP_STORED) as package:  # type: ignore[call-overload]
        for entry in entries:
            about = zipfile.ZipInfo(entry.name, at.timetuple()[:6])
            about.external_attr = 0o644 << 16
            with package.open(about, "w") as file:
                for chunk in entry.chunks():
                    file.write(chunk)
                    yield taken()
        package.comment = bytes(COMMENT_LENGTH)
    end = sent.taken()[:-COMMENT_LENGTH]
    digest.update(end)
    yield end + digest.hexdigest().encode()
