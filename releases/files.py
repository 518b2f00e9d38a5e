"""Going through a place for files, wherever it is."""

from __future__ import annotations

from collections.abc import Iterator

from django.core.files.storage import Storage


def names_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield the name of every file below the folder, in order; none where there is no such folder."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from names_in(storage, f"{folder}{name}/")
