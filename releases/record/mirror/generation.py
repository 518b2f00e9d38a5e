"""Generations of a copy on disk: written beside each other, switched by one rename, taken away later."""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from releases.record.mirror import manifest as manifests
from releases.record.mirror.address import Address
from releases.record.mirror.elsewhere import NOT_FOUND
from releases.record.mirror.manifest import Entry, Manifest
from releases.record.mirror.render import Answer
from releases.to_disk import to_disk

CURRENT = "current"
REST = "rest"


class BusyError(RuntimeError):
    """Another process keeps the copy."""


class Folder:
    """The folder of a copy: ``current`` leads to the generation that is served, ``generations/<number>``."""

    def __init__(self, path: Path) -> None:
        """Use the folder, which is made where there is none."""
        self.path = path.resolve()
        self._all = self.path / "generations"
        self._all.mkdir(parents=True, exist_ok=True)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Let nobody else write the copy until the block ends; BusyError where somebody does."""
        with (self.path / "lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise BusyError(str(self.path)) from error
            yield

    def generation(self, number: int) -> Path:
        """Return the folder of a generation."""
        return self._all / str(number)

    def numbers(self) -> list[int]:
        """Return the numbers of all finished generations, the newest last."""
        return sorted(int(path.name) for path in self._all.iterdir() if path.name.isdecimal())

    def served(self) -> int | None:
        """Return the number of the generation that ``current`` leads to, None where it leads to none."""
        link = self.path / CURRENT
        if not link.is_symlink():
            return None
        folder, _, name = str(link.readlink()).rpartition("/")
        is_one = folder == self._all.name and name.isdecimal() and self.generation(int(name)).is_dir()
        return int(name) if is_one else None

    def begin(self, kind: str) -> Path:
        """Return a new folder to write a generation of this kind into, in place of what a crash left."""
        new = self._all / f".unfinished-{kind}"
        shutil.rmtree(new, ignore_errors=True)
        (new / manifests.LISTS).mkdir(parents=True)
        return new

    def finish(self, draft: Draft, manifest: Manifest) -> None:
        """Sign what was written and give it its number; it is not served yet.

        Its manifest and lists are on the disk then, and the names of all of them. The files they name are not
        waited for: there may be millions.
        """
        new = draft.path
        if manifest.base is not None:
            (new / REST).symlink_to(leading_to(manifest.base))
        manifests.save(new, manifest)
        for path in (*draft.lists, new / manifests.NAME, new / manifests.LISTS, new):
            to_disk(path)
        new.rename(self.generation(manifest.number))
        to_disk(self._all)

    def switch(self, number: int) -> None:
        """Serve the generation from now on, in one step."""
        before = self.served()
        new = self.path / f".{CURRENT}"
        new.unlink(missing_ok=True)
        new.symlink_to(f"{self._all.name}/{number}")
        new.replace(self.path / CURRENT)
        to_disk(self.path)
        if before is not None:
            # From now on its age counts.
            os.utime(self.generation(before))

    def tidy(self, keep: Iterable[int], grace: float) -> None:
        """Take away generations that are not to be kept and have not been served for so many seconds."""
        for number in {*self.numbers()} - {*keep}:
            path = self.generation(number)
            if time.time() - path.stat().st_mtime >= grace:
                gone = self._all / f".gone-{number}"
                path.rename(gone)
        for gone in self._all.glob(".gone-*"):
            shutil.rmtree(gone, ignore_errors=True)


class Draft:
    """A generation that is being written."""

    def __init__(self, path: Path) -> None:
        """Write into the folder."""
        self.path = path
        self._made: set[str] = set()
        self.lists: list[Path] = []

    def link(self, entry: Entry, folder: Path) -> bool:
        """Take a file over from another generation, and return whether it was there."""
        target = self._place(entry.file)
        if entry.to:
            target.unlink(missing_ok=True)
            target.symlink_to(entry.to)
            return True
        try:
            os.link(folder / entry.file, target, follow_symlinks=False)
        except FileExistsError:
            return True  # a photo that another release shows too
        except FileNotFoundError:
            return False
        return True

    def write(
        self, address: Address, answer: Answer, before: Entry | None, folder: Path | None
    ) -> Entry | None:
        """Write an answer, and return what to say of it; None for what is no part of a copy.

        Where the bytes are those of ``before``, its file in ``folder`` is taken over.
        """
        file = file_of(address, answer)
        if file is None:
            return None
        target = self._place(file)
        if answer.location:
            entry = _entry(address, file, answer, to=_leading(file, answer.location))
            target.unlink(missing_ok=True)
            target.symlink_to(entry.to)
            return entry
        digest, size = hashlib.sha256(), 0
        new = target.with_name(f"{target.name[:200]}.new")
        with new.open("wb") as out:
            for piece in answer.pieces:
                digest.update(piece)
                size += len(piece)
                out.write(piece)
        entry = replace(_entry(address, file, answer), sha256=digest.hexdigest(), size=size)
        if before and folder and (before.file, before.sha256) == (entry.file, entry.sha256):
            target.unlink(missing_ok=True)
            if self.link(before, folder):
                new.unlink()
                return entry
        new.replace(target)
        return entry

    def double(self, entry: Entry, copy: Entry) -> None:
        """Keep the bytes of one file at another place too."""
        target = self._place(copy.file)
        target.unlink(missing_ok=True)
        os.link(self.path / entry.file, target)

    def write_list(self, name: str, entries: Iterable[Entry]) -> str:
        """Write a list of files and return its digest."""
        data, path = manifests.written(entries), self.path / manifests.list_file(name)
        path.write_bytes(data)
        self.lists.append(path)
        return hashlib.sha256(data).hexdigest()

    def link_list(self, name: str, folder: Path) -> None:
        """Take a list over from another generation."""
        file = manifests.list_file(name)
        os.link(folder / file, self.path / file)

    def read(self, entry: Entry) -> bytes:
        """Return the bytes of a file that was written or taken over."""
        return (self.path / entry.file).read_bytes()

    def _place(self, file: str) -> Path:
        folder = file.rpartition("/")[0]
        if folder not in self._made:
            (self.path / folder).mkdir(parents=True, exist_ok=True)
            self._made.add(folder)
        return self.path / file


def leading_to(base: int) -> str:
    """Return what ``rest`` says in a generation that adds to the whole one of this number."""
    return f"../{base}"


def file_of(address: Address, answer: Answer) -> str | None:
    """Return where an answer is kept in a generation; None for what is no part of a copy.

    Answers stand in a folder for their status. A page that says that something is gone ends in .html,
    whatever it was that is gone; what a program is told of it in .problem.
    """
    status = 302 if answer.location else answer.status
    if status == 404 and address.path not in NOT_FOUND:
        return None
    name = address.file()
    if status == 410 and answer.media_type.startswith("text/html") and not name.endswith(".html"):
        name = f"{name}.html"
    if answer.media_type.startswith("application/problem+json"):
        name = f"{name.removesuffix('.json')}.problem"
    return f"{status}{name.replace('/404/', '/') if status == 404 else name}"


def _leading(file: str, location: str) -> str:
    """Return what a link has to say to lead from its own place to the folder of the page."""
    page = location.partition("#")[0].partition("?")[0]
    return f"{'../' * file.count('/')}200{page.rstrip('/')}"


def _entry(address: Address, file: str, answer: Answer, *, to: str = "") -> Entry:
    return Entry(
        url=address.url,
        file=file,
        status=answer.status,
        media_type=answer.media_type,
        size=len(to),
        sha256=hashlib.sha256(to.encode()).hexdigest(),
        basis=address.basis,
        key=address.key,
        made="",
        to=to,
    )
