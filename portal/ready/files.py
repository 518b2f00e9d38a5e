"""Whether the places for files can be read, and where staff work also written."""

from __future__ import annotations

import os

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

# Of no type that is handed out to anybody.
_PROBE = "ready-{}.probe"
_BYTES = b"ready"


def desk_files() -> str:
    """Write, read and delete a file where drafts' files are."""
    return _written(storages["default"])


def public_files() -> str:
    """Read where published files are; at the desk write there, too."""
    if settings.ROLE.has_desk:
        return _written(storages["public"])
    storages["public"].listdir("")
    return ""


def _written(storage: Storage) -> str:
    name = storage.save(_PROBE.format(os.getpid()), ContentFile(_BYTES))
    try:
        with storage.open(name) as file:
            return "" if file.read() == _BYTES else "reads other bytes than were written"
    finally:
        storage.delete(name)
