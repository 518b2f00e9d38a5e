"""Going through a place for files, wherever it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol, runtime_checkable

from django.core.files.storage import Storage


@runtime_checkable
class Listing(Protocol):
    """A place that is asked for all of its files at once: one question for each would take long."""

    def written(self, folder: str = "") -> Iterator[tuple[str, datetime]]:
        """Yield the name of every file below the folder, in order, and when it was written."""


def names_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """Yield the name of every file below the folder, in order; none where there is no such folder."""
    if isinstance(storage, Listing):
        yield from (name for name, _ in storage.written(folder))
        return
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in sorted(files):
        yield f"{folder}{name}"
    for name in sorted(folders):
        yield from names_in(storage, f"{folder}{name}/")


def written_in(storage: Storage) -> Iterator[tuple[str, datetime]]:
    """Yield the name of every file, in order, and when it was written."""
    if isinstance(storage, Listing):
        yield from storage.written()
        return
    for name in names_in(storage):
        yield name, storage.get_modified_time(name)
