"""A page compressed in pieces: what stays of it once, the piece in the middle whenever it changes.

A stream of RFC 1951 may be cut after a flush; gzip (RFC 1952) is such a stream between a head and the CRC-32
and length of what is in it.
"""

from __future__ import annotations

import struct
import zlib

# No time, no name: the same page has the same bytes. The last byte is for an unknown system.
_HEAD = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
_TAIL = struct.Struct("<II")
# CRC-32 and length of what stands before, and how long its stream is; that and the stream of the rest follow.
_PACKED = struct.Struct("<III")


def pack(before: bytes, after: bytes) -> bytes:
    """Return what is before and after the piece that changes, compressed, as ``joined`` takes it."""
    first = _stream(before, zlib.Z_FULL_FLUSH)
    return _PACKED.pack(zlib.crc32(before), len(before), len(first)) + first + _stream(after, zlib.Z_FINISH)


def joined(packed: bytes, middle: bytes, after: bytes) -> bytes:
    """Return the whole as gzip; ``after`` is what was packed as such."""
    crc, length, size = _PACKED.unpack_from(packed)
    end = _PACKED.size + size
    crc = zlib.crc32(after, zlib.crc32(middle, crc))
    tail = _TAIL.pack(crc, length + len(middle) + len(after))
    parts = (_HEAD, packed[_PACKED.size : end], _stream(middle, zlib.Z_FULL_FLUSH), packed[end:], tail)
    return b"".join(parts)


def _stream(data: bytes, flush: int) -> bytes:
    compressor = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush(flush)
