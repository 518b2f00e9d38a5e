"""The stylesheet, the scripts and the icon that public pages are shown with."""

from __future__ import annotations

from pathlib import Path

from django.contrib.staticfiles import finders


def site_files() -> list[Path]:
    """Return where they lie, in the order of their names."""
    folder = finders.find("site")
    assert folder is not None  # noqa: S101  (it is part of the project)
    return sorted(Path(folder).iterdir())
