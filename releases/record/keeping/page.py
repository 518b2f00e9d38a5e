"""A page as it is kept: its headers, and its body compressed."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe

# Compressing less than a packet saves nothing.
_LEAST = 1_000
_TEXTS = ("text/", "application/", "image/svg")
# What ends the ETag of a compressed page: other bytes, another strong tag.
_MARK = "-gz"
_OTHER_CONDITIONS = ("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_MATCH", "HTTP_IF_UNMODIFIED_SINCE")
# What is said again where nothing has changed (RFC 9110, 15.4.5); a browser has the rest.
_SAID_AGAIN = ("Cache-Control", "Last-Modified", "Vary")
# Of each header the name in small letters, the name and the value.
_Headers = dict[str, tuple[str, str]]


@dataclass(frozen=True)
class Page:
    """An answer with status 200: ``compressed``, or where that saves nothing ``body``; the other is empty.

    Nearly all readers take gzip; for the few others it is undone, and five times as many pages have room.

    ``known`` are the parameters that its address knows, ``clock`` is after how long it is out of date,
    ``stamp`` is what it was made of.
    """

    headers: dict[str, str]
    body: bytes
    compressed: bytes
    known: frozenset[str]
    clock: timedelta | None
    stamp: tuple[object, ...]

    @property
    def size(self) -> int:
        """Return about how many bytes of memory it takes."""
        return len(self.body) + len(self.compressed) + 6_000

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return what this request is to be told: the page, in either form, or that nothing has changed."""
        asked = request.META
        compressed = bool(self.compressed) and accepts_gzip(asked.get("HTTP_ACCEPT_ENCODING", ""))
        known = asked.get("HTTP_IF_NONE_MATCH")
        if known and known == self._tags[compressed]:
            return _response(b"", self._unchanged[compressed], 304)
        if known or any(name in asked for name in _OTHER_CONDITIONS):
            # Whoever has the other form has the page.
            unmark(request)
            modified = parse_http_date_safe(self.headers.get("Last-Modified", ""))
            answer = get_conditional_response(request, etag=self._tags[0], last_modified=modified)
            if answer is not None and answer.status_code == 304:
                return _response(b"", self._unchanged[compressed], 304)
            if answer is not None:
                return answer
        body = b"" if request.method == "HEAD" else self.compressed if compressed else self._plain()
        return _response(body, self._whole[compressed])

    def _plain(self) -> bytes:
        return gzip.decompress(self.compressed) if self.compressed else self.body

    @property
    def _length(self) -> int:
        # gzip ends with the length of what is in it (RFC 1952).
        return int.from_bytes(self.compressed[-4:], "little") if self.compressed else len(self.body)

    @cached_property
    def _tags(self) -> tuple[str, str]:
        etag = self.headers["ETag"]
        return etag, marked(etag)

    @cached_property
    def _whole(self) -> tuple[_Headers, _Headers]:
        """Return the headers of the page, and of its compressed form."""
        plain, compressed = ({**self.headers, "ETag": tag} for tag in self._tags)
        plain["Content-Length"] = str(self._length)
        compressed |= {"Content-Length": str(len(self.compressed)), "Content-Encoding": "gzip"}
        return _written(plain), _written(compressed)

    @cached_property
    def _unchanged(self) -> tuple[_Headers, _Headers]:
        """Return the headers that say to whoever has either form that it has not changed."""
        rest = {name: value for name, value in self.headers.items() if name in _SAID_AGAIN}
        plain, compressed = (_written({**rest, "ETag": tag}) for tag in self._tags)
        return plain, compressed


def _written(headers: dict[str, str]) -> _Headers:
    return {name.lower(): (name, value) for name, value in headers.items()}


def _response(body: bytes, headers: _Headers, status: int = 200) -> HttpResponse:
    response = HttpResponse(body, status=status, content_type="")
    # As Django keeps them. Setting each by its name looks at each anew, which takes longer than all the rest.
    response.headers._store = dict(headers)
    return response


def made_of(
    response: HttpResponse, *, known: frozenset[str], clock: timedelta | None, stamp: tuple[object, ...]
) -> Page:
    """Return the page that the response is, compressed here and never again."""
    body, headers = response.content, dict(response.items())
    compressed = b""
    if len(body) >= _LEAST and headers.get("Content-Type", "").startswith(_TEXTS):
        # Without the time: the same page has the same bytes.
        compressed = getattr(response, "compressed", b"") or gzip.compress(body, 6, mtime=0)
        compressed = compressed if len(compressed) < len(body) * 0.9 else b""
        headers["Vary"] = "Accept-Encoding"
    headers.pop("Content-Length", None)
    return Page(headers, b"" if compressed else body, compressed, known, clock, stamp)


def accepts_gzip(header: str) -> bool:
    """Return whether an ``Accept-Encoding`` header allows gzip."""
    for one in header.lower().split(","):
        name, _, weight = one.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def marked(etag: str) -> str:
    """Return the tag of the same page compressed."""
    return f'{etag[:-1]}{_MARK}"'


def unmark(request: HttpRequest) -> str:
    """Let the request ask about the page itself; return what it asked, if that was of the compressed form."""
    asked: str = request.META.get("HTTP_IF_NONE_MATCH", "")
    if f'{_MARK}"' not in asked:
        return ""
    request.META["HTTP_IF_NONE_MATCH"] = asked.replace(f'{_MARK}"', '"')
    return asked
