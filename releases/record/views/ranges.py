"""A part of a body, for whoever has the rest: RFC 9110, section 14."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import IO, TypeGuard, TypeVar

from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

# One range of bytes: from, to, or as many as the last. https://www.rfc-editor.org/rfc/rfc9110#section-14.1.2
_ONE_RANGE = re.compile(r"bytes=[ \t]*(?:([0-9]+)-([0-9]*)|-([0-9]+))[ \t]*", re.IGNORECASE)
# No file is longer; and Python refuses to read a number of some thousand digits.
_DIGITS = 18
_Response = TypeVar("_Response", bound=HttpResponseBase)


class UnsatisfiableError(ValueError):
    """The range begins behind the end."""


def in_ranges(
    request: HttpRequest, response: _Response, again: Callable[[], Iterable[bytes]] = tuple
) -> _Response:
    """Make of a whole answer the part that was asked for (206), or say that there is none (416).

    What is made while it is sent is made twice for a part of it: to know how long it is, and ``again``.

    The answer has its ETag already, a strong one. Several ranges at once are answered whole, as the standard
    allows, and so is whoever holds a part of other bytes (``If-Range``).
    """
    if response.status_code != 200:
        return response
    response.headers["Accept-Ranges"] = "bytes"
    held = request.headers.get("If-Range")
    # "Range" means something with GET alone. A date proves too little: two versions may share a second.
    if request.method != "GET" or held not in (None, response.headers["ETag"]):
        return response
    header = request.headers.get("Range", "")
    if not _ONE_RANGE.fullmatch(header):
        return response
    size = _size(response)
    try:
        asked = asked_range(header, size)
    except UnsatisfiableError:
        _beyond(response, size)
    else:
        if asked is not None:
            _cut(response, asked, size, again)
        elif _is_made_while_sent(response):
            _fill(response, again())
    return response


def asked_range(header: str, size: int) -> range | None:
    """Return which bytes of so many a ``Range`` header asks for; None where it is to be ignored."""
    found = _ONE_RANGE.fullmatch(header)
    if found is None:
        return None
    first, last, suffix = found.groups()
    if suffix is not None:
        length = min(_number(suffix), size)
        if not length and size:
            raise UnsatisfiableError
        return range(size - length, size) if length else None
    start, stop = _number(first), _number(last) + 1 if last else size
    if last and stop <= start:
        return None
    if start >= size:
        raise UnsatisfiableError
    return range(start, min(stop, size))


def _is_made_while_sent(response: HttpResponseBase) -> TypeGuard[StreamingHttpResponse]:
    return isinstance(response, StreamingHttpResponse) and not isinstance(response, FileResponse)


def _size(response: HttpResponseBase) -> int:
    if isinstance(response, HttpResponse):
        return len(response.content)
    return sum(map(len, response)) if _is_made_while_sent(response) else int(response["Content-Length"])


def _number(digits: str) -> int:
    """Return the number, one too long to be a place in any file as the largest that might be."""
    digits = digits.lstrip("0") or "0"
    return int(digits) if len(digits) <= _DIGITS else 10**_DIGITS


def _fill(response: HttpResponseBase, pieces: Iterable[bytes]) -> None:
    if isinstance(response, HttpResponse):
        response.content = b"".join(pieces)
    else:
        response.streaming_content = pieces  # type: ignore[attr-defined]  # the only other kind


def _beyond(response: HttpResponseBase, size: int) -> None:
    _fill(response, ())
    response.status_code = 416
    response.headers["Content-Range"] = f"bytes */{size}"
    response.headers["Content-Length"] = "0"
    # Nobody is to save this under the file's name.
    del response.headers["Content-Disposition"]


def _cut(response: HttpResponseBase, asked: range, size: int, again: Callable[[], Iterable[bytes]]) -> None:
    if isinstance(response, FileResponse):
        response.streaming_content = _Slice(response.file_to_stream, asked)  # type: ignore[arg-type, assignment]
    elif isinstance(response, HttpResponse):
        response.content = response.content[asked.start : asked.stop]
    else:
        _fill(response, _part(again(), asked))
    response.status_code = 206
    response.headers["Content-Range"] = f"bytes {asked.start}-{asked.stop - 1}/{size}"
    response.headers["Content-Length"] = str(len(asked))


def _part(pieces: Iterable[bytes], asked: range) -> Iterator[bytes]:
    """Yield of the pieces what lies within the range."""
    place, more = 0, iter(pieces)
    while place < asked.stop:
        piece = next(more)
        yield piece[max(asked.start - place, 0) : max(asked.stop - place, 0)]
        place += len(piece)


class _Slice:
    """A part of a file that ends where the part does, also for a server that reads the file itself."""

    def __init__(self, file: IO[bytes], part: range) -> None:
        file.seek(part.start)
        self._file, self._left = file, len(part)

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes of the part."""
        data = self._file.read(self._left if size < 0 else min(size, self._left))
        self._left -= len(data)
        return data

    def close(self) -> None:
        """Close the file."""
        self._file.close()
