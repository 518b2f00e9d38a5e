"""Public files, where no web server in front of this one serves them."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import condition, require_safe

from releases.record.media import media_type
from releases.record.views.ranges import in_ranges


def _tag(request: HttpRequest, name: str) -> str | None:  # noqa: ARG001  (Django hands over the view's arguments)
    """Return the file's name, which holds the digest of its bytes; None for what is not there (any more)."""
    present = media_type(name) is not None and storages["public"].exists(name)
    return f'"{PurePosixPath(name).stem}"' if present else None


@require_safe
@condition(etag_func=_tag)
def media(request: HttpRequest, name: str) -> FileResponse:
    """Serve one file."""
    tag = _tag(request, name)
    if tag is None:
        raise Http404
    response = FileResponse(
        storages["public"].open(name),
        as_attachment=name.startswith("attachments/"),
        filename=PurePosixPath(name).name,
        content_type=media_type(name),
        headers={"ETag": tag},
    )
    return in_ranges(request, response)
