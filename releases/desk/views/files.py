"""Handing out private files."""

from __future__ import annotations

from collections.abc import Container

from django.core.files.storage import storages
from django.http import FileResponse

from releases.record.media import media_type


def handed_out(name: str, allowed: Container[str]) -> FileResponse | None:
    """Return the private file of this name as an answer, or None where it is not to be had."""
    storage = storages["default"]
    kind = media_type(name)
    if kind is None or name not in allowed or not storage.exists(name):
        return None
    return FileResponse(storage.open(name), content_type=kind, as_attachment=not kind.startswith("image/"))
