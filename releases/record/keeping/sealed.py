"""A page as bytes that another machine keeps, and whether they are still what was given to it."""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
from datetime import timedelta

from django.utils.crypto import salted_hmac

from releases.record.keeping.page import Page

LARGEST = 2 * 1024 * 1024
_LENGTHS = struct.Struct(">II")
_MAC = hashlib.sha256().digest_size


class BrokenSealError(ValueError):
    """These bytes are not what was kept under this name."""


def name_of(path: str, query: str, stamp: tuple[object, ...]) -> str:
    """Return under which name a page is kept: never a host, a header or an unknown parameter in it."""
    return f"page:{salted_hmac(__name__, repr((path, query, stamp)), algorithm='sha256').hexdigest()}"


def seal(name: str, page: Page) -> bytes:
    """Return the page as bytes, signed together with its name."""
    about = {
        "headers": page.headers,
        "known": sorted(page.known),
        "clock": page.clock.total_seconds() if page.clock else None,
    }
    head = json.dumps(about).encode()
    data = b"".join((_LENGTHS.pack(len(head), len(page.body)), head, page.body, page.compressed))
    return _mac(name, data) + data


def unseal(name: str, data: bytes, stamp: tuple[object, ...]) -> Page:
    """Return the page; BrokenSealError for anything but the bytes that were kept under this name."""
    given, data = data[:_MAC], data[_MAC:]
    if not hmac.compare_digest(given, _mac(name, data)):
        raise BrokenSealError(name)
    head_length, body_length = _LENGTHS.unpack_from(data)
    body_at = _LENGTHS.size + head_length
    about = json.loads(data[_LENGTHS.size : body_at])
    return Page(
        headers=about["headers"],
        body=data[body_at : body_at + body_length],
        compressed=data[body_at + body_length :],
        known=frozenset(about["known"]),
        clock=timedelta(seconds=about["clock"]) if about["clock"] else None,
        stamp=stamp,
    )


def _mac(name: str, data: bytes) -> bytes:
    return salted_hmac(f"{__name__}:{name}", data, algorithm="sha256").digest()
