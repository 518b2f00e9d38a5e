"""The code revision: what pages are made with, beside the record."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

import django
from django.conf import settings
from django.core.files.storage import storages

# Whatever of the settings a page and its headers may show: the site's own, and those of Django's that are the
# same whatever a process is for.
_SHOWN = re.compile(
    "SITE_.*|SECURE_(?!REDIRECT_EXEMPT).*|X_FRAME_OPTIONS|TIME_ZONE|STATIC_URL|RECORD_KEY|DEVELOPMENT"
)


class Code(NamedTuple):
    """A digest of code, templates, static files and settings, and when the newest file was written."""

    digest: str
    at: datetime


@cache
def code() -> Code:
    """Return the revision of the code that this process runs; read once, some hundredths of a second."""
    digest, newest = hashlib.sha256(django.get_version().encode()), 0.0
    for folder in ("portal", "releases", "static", "templates"):
        for path in sorted(Path(settings.BASE_DIR, folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(settings.BASE_DIR)}\0".encode())
                digest.update(hashlib.sha256(path.read_bytes()).digest())
                newest = max(newest, path.stat().st_mtime)
    shown = [(name, getattr(settings, name)) for name in sorted(dir(settings)) if _SHOWN.fullmatch(name)]
    digest.update(repr((shown, storages["public"].url("-"))).encode())
    return Code(digest.hexdigest(), datetime.fromtimestamp(int(newest), UTC))
