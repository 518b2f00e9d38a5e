"""Finding what in a copy is not as it was written, file by file."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from releases.record.mirror import manifest as manifests
from releases.record.mirror.generation import CURRENT, REST, leading_to
from releases.record.mirror.keeping import Keeper
from releases.record.mirror.manifest import Entry, Manifest, NotTrueError
from releases.record.models import ReleaseState


class What(StrEnum):
    """How a file is not as it was written."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Fault:
    """One file that is not as it was written, and the generation it is of, None where none is signed.

    Only what a list has is an ``entry``.
    """

    file: str
    what: What
    entry: Entry | None = None
    of: Manifest | None = None

    def __str__(self) -> str:
        return f"{self.what}: {self.file}"


class Checker:
    """Compares what is served with its manifest, again and again, and asks nothing but the disk.

    Each round reads what looks changed (size, time, number of the file), and of all else as many bytes as it
    may, going on where the last round ended: a change that looks like none is found when its turn comes. A
    small generation is read whole, and the whole one behind it as far as the round goes.
    """

    def __init__(self, keeper: Keeper) -> None:
        """Check what the keeper serves."""
        self._keeper = keeper
        self._looked: dict[str, tuple[int, int, int]] = {}
        self._place = ""

    def faults(self, *, most: int | None = None) -> list[Fault]:
        """Return what is wrong; ``most`` is how many bytes are read that look unchanged, None for all."""
        served, whole = self._keeper.served, self._keeper.whole
        if served is None:
            return [Fault(manifests.NAME, What.CHANGED)]
        found = [*self._of_link(served), *self._of(served, most if served.base is None else None)]
        if whole and whole.number == served.base:
            withdrawn = {
                pk for pk, state in served.states.items() if state.startswith(ReleaseState.WITHDRAWN)
            }
            found += self._of(whole, most, without=withdrawn)
        return found

    def _of_link(self, served: Manifest) -> Iterator[Fault]:
        leads = self._keeper.folder.served()
        if leads != served.number:
            # Either it leads elsewhere, or what it leads to is not signed.
            is_forged = leads is not None and leads > served.number
            yield Fault(manifests.NAME if is_forged else CURRENT, What.CHANGED, of=served)

    def _of(self, manifest: Manifest, most: int | None, without: Container[str] = ()) -> Iterator[Fault]:
        """Yield what is wrong in a generation; files of releases ``without`` may be missing."""
        folder = self._keeper.folder.generation(manifest.number)
        entries: dict[str, Entry] = {}
        gone: set[str] = set()
        unknown = False
        for name in manifest.lists:
            try:
                listed = manifests.read(folder, name, manifest)
            except NotTrueError as error:
                yield Fault(str(error), What.CHANGED, of=manifest)
                unknown = True
                continue
            entries |= {entry.file: entry for entry in listed}
            gone |= {entry.file for entry in listed if name in without}
        known = {manifests.NAME, *(manifests.list_file(name) for name in manifest.lists)}
        if manifest.base is not None:
            known.add(REST)
            if not _leads(folder / REST, leading_to(manifest.base)):
                yield Fault(REST, What.CHANGED, of=manifest)
        if not _is_signed(folder, manifest):
            yield Fault(manifests.NAME, What.CHANGED, of=manifest)
        present = {*_files(folder)} if folder.is_dir() else set()
        # Without its list nobody can tell what was added from what is one of the site's.
        if not unknown:
            added = sorted(present - entries.keys() - known)
            yield from (Fault(file, What.ADDED, of=manifest) for file in added)
        missing = sorted(entries.keys() - present - gone)
        yield from (Fault(file, What.MISSING, entries[file], manifest) for file in missing)
        for file in self._changed(folder, entries, sorted(present & entries.keys()), most):
            yield Fault(file, What.CHANGED, entries[file], manifest)

    def _changed(
        self, folder: Path, entries: dict[str, Entry], files: list[str], most: int | None
    ) -> Iterator[str]:
        later = files
        if most is not None:
            later = [file for file in files if file >= self._place]
            self._place = ""
        for file in (*later, *files[: len(files) - len(later)]):
            status = (folder / file).lstat()
            looks = (status.st_size, status.st_mtime_ns, status.st_ino)
            if most is not None and self._looked.get(file) == looks:
                most -= status.st_size
                if most < 0:
                    self._place = self._place or file
                    continue
            if _is_as_written(folder / file, entries[file]):
                self._looked[file] = looks
            else:
                # Where it cannot be put back at once, the next round reads it again.
                self._looked.pop(file, None)
                yield file


def _is_signed(folder: Path, manifest: Manifest) -> bool:
    try:
        return manifests.load(folder) == manifest
    except NotTrueError:
        return False


def _leads(path: Path, to: str) -> bool:
    return path.is_symlink() and str(path.readlink()) == to


def _is_as_written(path: Path, entry: Entry) -> bool:
    if path.is_symlink() or entry.to:
        return _leads(path, entry.to)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == entry.sha256


def _files(folder: Path, below: str = "") -> Iterator[str]:
    """Yield every file and link below the folder, by its place in it."""
    with os.scandir(folder / below) as found:
        for one in found:
            name = f"{below}/{one.name}" if below else one.name
            if one.is_dir(follow_symlinks=False):
                yield from _files(folder, name)
            else:
                yield name
