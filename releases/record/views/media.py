"""Public files, where no web server in front of this one serves them."""

from __future__ import annotations

from pathlib import PurePosixPath

from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from releases.record.media import media_type


@require_safe
def media(request: HttpRequest, name: str) -> FileResponse:  # noqa: ARG001  (a view is handed the request)
    """Serve one file; a name holds the digest of what it names, so it may be kept for ever."""
    content_type = media_type(name)
    storage = storages["public"]
    if content_type is None or not storage.exists(name):
        raise Http404
    return FileResponse(
        storage.open(name),
        as_attachment=name.startswith("attachments/"),
        filename=PurePosixPath(name).name,
        content_type=content_type,
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )
