"""A release in another form: its current version, or one of those before."""

from __future__ import annotations

from functools import partial
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import SimpleLazyObject
from django.utils.http import content_disposition_header

from releases.document import Document
from releases.record.exports import BY_SUFFIX, REVISION, Format
from releases.record.exports.edition import Edition, edition_of
from releases.record.exports.names import safe
from releases.record.models import Release, Version
from releases.record.pages.link_header import link
from releases.record.views.conditional import unless_known
from releases.record.views.errors import gone
from releases.record.views.of_release import of_release, version_of
from releases.record.views.ranges import in_ranges


def _withdrawn(request: HttpRequest, release: Release, suffix: str, number: int = 0) -> HttpResponseBase:  # noqa: ARG001  (of either view)
    """Say that it was withdrawn in the format itself, where that has words for it: programs ask on."""
    version, form = release.newest, BY_SUFFIX[suffix]
    if not form.tells_withdrawal:
        return gone(request, version)
    response = HttpResponse(
        form.write(edition_of(release, version)), content_type=form.media_type, status=410
    )
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@partial(of_release, withdrawn=_withdrawn)
def current(request: HttpRequest, release: Release, suffix: str) -> HttpResponseBase:
    """Give what the release says now."""
    return _answer(request, release, release.newest, BY_SUFFIX[suffix])


@partial(of_release, withdrawn=_withdrawn)
def version(request: HttpRequest, release: Release, number: int, suffix: str) -> HttpResponseBase:
    """Give one version, if the public may read it."""
    return _answer(request, release, version_of(release, number), BY_SUFFIX[suffix])


def _answer(request: HttpRequest, release: Release, version: Version, form: Format) -> HttpResponseBase:
    # Read only where a form depends on it: whoever has the bytes is told so before anything else is done.
    if not form.offered(cast(Document, SimpleLazyObject(lambda: version.content))):
        raise Http404

    def made() -> HttpResponseBase:
        edition = edition_of(release, version)
        response = _made(request, form, edition)
        name = f"{release.held_on:%Y%m%d}-{safe(version.content.title)}-v{version.number}.{form.suffix}"
        disposition = content_disposition_header(not form.inline, name)
        response.headers["Content-Disposition"] = disposition or "inline"
        page = edition.url if version.pk == release.version_id else edition.address
        response.headers["Link"] = link(page, "canonical")
        return response

    # The seal is of all that an edition says; the bytes are made only for whoever has not got them.
    etag = f'"{version.seal[:32]}-{form.suffix}-{REVISION}{form.besides(release)}"'
    response = unless_known(request, made, etag=etag, modified=version.published_at)
    return in_ranges(request, response, lambda: form.pieces(edition_of(release, version)))


def _made(request: HttpRequest, form: Format, edition: Edition) -> HttpResponseBase:
    """Return what the format writes, or sends piece by piece; of what takes a while, a HEAD makes nothing."""
    if form.heavy and request.method == "HEAD":
        return StreamingHttpResponse((), content_type=form.media_type)
    written = form.write(edition)
    if isinstance(written, bytes):
        return HttpResponse(written, content_type=form.media_type)
    return StreamingHttpResponse(written, content_type=form.media_type)
