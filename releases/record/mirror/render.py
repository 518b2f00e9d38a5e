"""What the site answers at an address: asked of Django's own handler, as any server asks it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast
from urllib.parse import parse_qsl, unquote, urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.core.signals import request_finished
from django.db import close_old_connections
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

from releases.record.keeping.query import canonical
from releases.record.mirror.elsewhere import INSTEAD, instead


class NotAnsweredError(RuntimeError):
    """The site did not answer as a copy could keep it: its fault is none that a reader should be shown."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer: its status, its type as the header says it, where it leads, and its bytes in pieces."""

    status: int
    media_type: str
    location: str
    pieces: Iterator[bytes]


# All that has a say in what a public page is. What keeps pages, knows readers or adds headers has none: a
# copy is made of what the record says now, and its own server adds the headers.
_NEEDED = (
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
)


class Site:
    """The site at its own address, without a server."""

    def __init__(self) -> None:
        """Make the site's views ready, behind as much of its middleware as decides what they show."""
        self._handler = BaseHandler()
        whole = settings.MIDDLEWARE
        settings.MIDDLEWARE = [one for one in whole if one in _NEEDED]
        try:
            self._handler.load_middleware()
        finally:
            settings.MIDDLEWARE = whole

    @contextmanager
    def answer(self, url: str) -> Iterator[Answer]:
        """Give what the site answers at a path with its query; the pieces can be read inside the block."""
        request = request_of(url)
        if url in INSTEAD:
            media_type, content = instead(url, request)
            yield Answer(503, media_type, "", iter((content,)))
            return
        response = self._handler.get_response(request)
        try:
            if response.status_code >= 500 or response.status_code == 400:
                raise NotAnsweredError(f"{url}: {response.status_code}")
            yield Answer(
                response.status_code,
                response.headers.get("Content-Type", ""),
                response.headers.get("Location", ""),
                _pieces(response),
            )
        finally:
            with _connected():
                response.close()


def request_of(url: str) -> WSGIRequest:
    """Return a request for a path with its query, as a reader at ``SITE_URL`` sends it."""
    site = urlsplit(settings.SITE_URL)
    path, _, query = url.partition("?")
    secure = site.scheme == "https"
    return WSGIRequest(
        {
            "REQUEST_METHOD": "GET",
            # WSGI hands paths over as Latin-1.
            "PATH_INFO": unquote(path).encode().decode("latin-1"),
            # Views are shown it in the order in which pages are kept.
            "QUERY_STRING": canonical(query, dict(parse_qsl(query))),
            "SERVER_NAME": site.hostname or "",
            "SERVER_PORT": str(site.port or (443 if secure else 80)),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": site.netloc,
            "wsgi.url_scheme": "https" if secure else "http",
            "wsgi.input": io.BytesIO(),
        }
    )


@contextmanager
def _connected() -> Iterator[None]:
    """Let the end of one answer not close the database's connection: thousands more are to be made."""
    request_finished.disconnect(close_old_connections)
    try:
        yield
    finally:
        request_finished.connect(close_old_connections)


def _pieces(response: HttpResponseBase) -> Iterator[bytes]:
    if isinstance(response, StreamingHttpResponse):
        return iter(response)
    return iter((cast(HttpResponse, response).content,))
