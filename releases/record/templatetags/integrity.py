"""What a page says of the scripts and stylesheets that it is made with, so that a browser takes no others."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def integrity(name: str) -> SafeString:
    """Return the attribute with the SHA-384 of a static file, as it is handed out."""
    file = _handed_out(name)
    return format_html('integrity="{}"', _digest(file, file.stat().st_mtime_ns))


def _handed_out(name: str) -> Path:
    if stored_name := getattr(staticfiles_storage, "stored_name", None):
        # Collecting has written the hashed names of other files into it.
        return Path(staticfiles_storage.path(stored_name(name)))
    found = finders.find(name)
    assert found is not None, f"no static file {name}"  # noqa: S101  (a template names it)
    return Path(found)


@lru_cache(maxsize=64)
def _digest(file: Path, changed: int) -> str:  # noqa: ARG001  (a file that has changed is another one)
    return f"sha384-{base64.b64encode(hashlib.sha384(file.read_bytes()).digest()).decode()}"
