"""Finding what in a copy is not as it was written, and putting it back."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from releases.record.mirror import manifest as manifests
from releases.record.mirror.generation import CURRENT, Draft
from releases.record.mirror.keeping import Keeper
from releases.record.mirror.making import again
from releases.record.mirror.manifest import Entry, Manifest, NotTrueError


class What(StrEnum):
    """How a file is not as it was written."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Fault:
    """One file that is not as it was written; only what a list has is an ``entry``."""

    file: str
    what: What
    entry: Entry | None = None

    def __str__(self) -> str:
        return f"{self.what}: {self.file}"


class Checker:
    """Compares the whole generation that is served with its manifest, again and again.

    Each round reads what looks changed (size, time, number of the file), and of all else as many bytes as it
    may, going on where the last round ended: a change that looks like none is found when its turn comes.
    """

    def __init__(self, keeper: Keeper) -> None:
        """Check what the keeper serves."""
        self._keeper = keeper
        self._looked: dict[str, tuple[int, int, int]] = {}
        self._place = ""

    def faults(self, *, most: int | None = None) -> list[Fault]:
        """Return what is wrong; ``most`` is how many bytes are read that look unchanged, None for all."""
        served = self._keeper.served
        if served is None:
            return [Fault(manifests.NAME, What.CHANGED)]
        if served.base is not None:
            # A whole one follows in a moment, and with it its turn to be checked.
            return []
        folder = self._keeper.folder.generation(served.number)
        found = list(self._of_all(folder, served))
        entries: dict[str, Entry] = {}
        for name in served.lists:
            try:
                entries |= {entry.file: entry for entry in manifests.read(folder, name, served)}
            except NotTrueError as error:
                found.append(Fault(str(error), What.CHANGED))
        present = {*_files(folder)}
        known = {manifests.NAME, *(manifests.list_file(name) for name in served.lists)}
        # Without its list nobody can tell what was added from what is one of the site's.
        if not found:
            found += (Fault(file, What.ADDED) for file in sorted(present - entries.keys() - known))
        found += (Fault(file, What.MISSING, entries[file]) for file in sorted(entries.keys() - present))
        return [*found, *self._changed(folder, entries, sorted(present & entries.keys()), most)]

    def _of_all(self, folder: Path, served: Manifest) -> Iterator[Fault]:
        try:
            found = manifests.load(folder)
        except NotTrueError:
            found = None
        if found != served:
            yield Fault(manifests.NAME, What.CHANGED)
        leads = self._keeper.folder.served()
        if leads != served.number:
            # Either it leads elsewhere, or what it leads to is not signed.
            is_forged = leads is not None and leads > served.number
            yield Fault(manifests.NAME if is_forged else CURRENT, What.CHANGED)

    def _changed(
        self, folder: Path, entries: dict[str, Entry], files: list[str], most: int | None
    ) -> Iterator[Fault]:
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
                yield Fault(file, What.CHANGED, entries[file])


def put_back(keeper: Keeper, faults: list[Fault]) -> None:
    """Make what is served again what the record says: in place where that gives the same bytes."""
    served = keeper.served
    if served is None or any(fault.entry is None and fault.what is not What.ADDED for fault in faults):
        # Of what nobody has signed nothing is believed; what is signed is taken over, but for what is wrong.
        keeper.write_whole(suspects={fault.entry.url for fault in faults if fault.entry})
        return
    folder = keeper.folder.generation(served.number)
    draft = Draft(folder)
    suspects = set()
    for fault in faults:
        _remove(folder / fault.file)
        if fault.entry and not _is_made_again(keeper, draft, fault.entry):
            suspects.add(fault.entry.url)
    if suspects:
        keeper.write_whole(suspects=suspects)


def _is_made_again(keeper: Keeper, draft: Draft, entry: Entry) -> bool:
    """Write the file anew, and return whether it has the bytes that it had."""
    (address,) = again([entry], "")
    with keeper.site.answer(address.url) as answer:
        made = draft.write(address, answer, None, None)
    return made is not None and (made.file, made.sha256) == (entry.file, entry.sha256)


def _is_as_written(path: Path, entry: Entry) -> bool:
    if path.is_symlink() or entry.to:
        return path.is_symlink() and str(path.readlink()) == entry.to
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


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
