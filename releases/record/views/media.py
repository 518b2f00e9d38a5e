"""Public files, where no web server in front of this one serves them."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import condition, require_safe

from releases.record.media import media_type
from releases.record.views.ranges import in_ranges


def _tag(name: str) -> str:
    """Return the file's name, which holds the digest of its bytes."""
    return f'"{PurePosixPath(name).stem}"'


def _tag_if_there(request: HttpRequest, name: str) -> str | None:  # noqa: ARG001  (Django hands over the view's arguments)
    """Return the tag; None for what is not there (any more)."""
    return _tag(name) if media_type(name) and storages["public"].exists(name) else None


@require_safe
@condition(etag_func=_tag_if_there)
def media(request: HttpRequest, name: str) -> FileResponse:
    """Serve one file."""
    kind = media_type(name)
    if kind is None:
        raise Http404
    try:
        file = storages["public"].open(name)
    except FileNotFoundError:
        raise Http404 from None
    response = FileResponse(
        file,
        as_attachment=name.startswith("attachments/"),
        filename=PurePosixPath(name).name,
        content_type=kind,
        headers={"ETag": _tag(name)},
    )
    return in_ranges(request, response)
