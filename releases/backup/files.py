"""The files of the two storages, the desk's and the public's, as folders of a backup."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import Storage, storages

from releases.backup.fault import BackupError
from releases.backup.manifest import Stored
from releases.files import names_in

# The folder of each within a backup.
FOLDERS = {"desk": "default", "public": "public"}
_CHUNK = 1024 * 1024


def save(folder: Path, last: Path | None, known: Mapping[str, Stored]) -> Iterator[Stored]:
    """Copy every file into the backup, and yield it.

    What the last backup, whose files are ``known`` by their paths, has as well takes no more room: it is the
    same file under two names. It is read all the same, for nothing else says that it is unchanged. A file
    that goes while this runs was thrown away at the desk, or withdrawn.
    """
    for name, alias in FOLDERS.items():
        storage = storages[alias]
        for path in names_in(storage):
            stored = _copied(storage, path, folder, f"{name}/{path}")
            if stored is None:
                continue
            if last is not None and known.get(stored.path) == stored:
                _same_file(last / stored.path, folder / stored.path)
            yield stored


def restore(folder: Path, files: tuple[Stored, ...]) -> None:
    """Put every file back under the name it had."""
    for stored in files:
        name, _, path = stored.path.partition("/")
        if name in FOLDERS:
            with (folder / stored.path).open("rb") as file:
                saved = storages[FOLDERS[name]].save(path, File(file))
            if saved != path:  # pragma: no cover  (the storages were empty a moment ago)
                raise BackupError(f"{stored.path} 的位置已被占用。")


def are_empty() -> bool:
    """Return whether there is no file in either storage."""
    return not any(next(names_in(storages[alias]), "") for alias in FOLDERS.values())


def _copied(storage: Storage, name: str, folder: Path, path: str) -> Stored | None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    try:
        with storage.open(name) as source, target.open("wb") as copy:
            for chunk in source.chunks(_CHUNK):
                digest.update(chunk)
                size += copy.write(chunk)
    except FileNotFoundError:
        # Of a bucket also in the middle.
        target.unlink(missing_ok=True)
        return None
    return Stored(path, size, digest.hexdigest())


def _same_file(old: Path, new: Path) -> None:
    link = new.with_name(f"{new.name}.link")
    try:
        os.link(old, link)
    except OSError:
        # Another disk, or one without links: the copy stays.
        return
    link.replace(new)
