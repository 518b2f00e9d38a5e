"""Putting back what in a copy is not as it was written: from the disk, or from the record."""

from __future__ import annotations

import hashlib
import logging
import shutil
from pathlib import Path

from releases.record.mirror import manifest as manifests
from releases.record.mirror.checking import Fault, What
from releases.record.mirror.generation import CURRENT, REST, Draft, leading_to
from releases.record.mirror.keeping import Keeper
from releases.record.mirror.making import again
from releases.record.mirror.manifest import Entry, Manifest

_log = logging.getLogger(__name__)


def put_back(keeper: Keeper, faults: list[Fault]) -> None:
    """Make what is served again what it was, in place where that gives the same bytes.

    What needs no database comes first. What was added goes; links and the manifest are written again; a file
    comes from another generation that has its bytes, which a hard link to the changed one has not. All else
    is taken away, for a page that nobody signed is worse than none, and made anew from the record. That
    raises where the database does not answer.
    """
    # Through a folder that was added nothing else is to be written.
    in_order = sorted(faults, key=lambda fault: fault.what is not What.ADDED)
    left = [fault for fault in in_order if fault.of is None or not _is_put_back(keeper, fault, fault.of)]
    try:
        _make_again(keeper, left)
    except InterruptedError:
        raise
    except Exception:
        for fault in left:
            _log.error("No other generation has it: made anew when the database answers. %s", fault)
        raise


def _is_put_back(keeper: Keeper, fault: Fault, of: Manifest) -> bool:
    if fault.file == CURRENT:
        link = keeper.folder.path / CURRENT
        if not link.is_symlink():
            _remove(link)
        keeper.folder.switch(of.number)
        return True
    folder = keeper.folder.generation(of.number)
    path = folder / fault.file
    if fault.entry is None and fault.what is What.CHANGED:
        return folder.is_dir() and _is_written_again(keeper, path, of)
    if path.parent.resolve() != path.parent:
        # Beside a list that is not believed nobody tells what was added: this leads out of the copy.
        return False
    _remove(path)
    return fault.entry is None or _is_found(keeper, fault.entry, of, path)


def _is_written_again(keeper: Keeper, path: Path, of: Manifest) -> bool:
    """Write what is in no list from what the keeper knows of the generation."""
    if path.name == REST:
        _remove(path)
        path.symlink_to(leading_to(of.base or 0))
        return True
    if path.name != manifests.NAME:
        return False
    _remove(path)
    manifests.save(path.parent, of)
    if of != keeper.served or keeper.folder.served() == of.number:
        return True
    # Something led to a newer one that is not signed. This is the last that is, and may be an old one.
    keeper.folder.switch(of.number)
    return False


def _is_found(keeper: Keeper, entry: Entry, of: Manifest, path: Path) -> bool:
    """Write the link that the entry says, or the bytes that another generation has for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if entry.to:
        path.symlink_to(entry.to)
        return True
    for number in keeper.folder.numbers():
        other = keeper.folder.generation(number) / entry.file
        if number == of.number or other.is_symlink() or not other.is_file():
            continue
        data = other.read_bytes()
        if hashlib.sha256(data).hexdigest() == entry.sha256:
            new = path.with_name(f"{path.name[:200]}.new")
            new.write_bytes(data)
            new.replace(path)
            return True
    return False


def _make_again(keeper: Keeper, faults: list[Fault]) -> None:
    """Have the record say it: in place where that gives the same bytes, else in a new generation."""
    suspects = {fault.entry.url for fault in faults if fault.entry}
    if all(fault.entry for fault in faults):
        made = (
            (fault.entry.url, _is_made_again(keeper, fault.entry, fault.of))
            for fault in faults
            if fault.entry and fault.of
        )
        suspects -= {url for url, is_same in made if is_same}
        if not suspects:
            return
    # Of what nobody has signed nothing is believed; what is signed is taken over, but for what is wrong.
    keeper.write_whole(suspects=suspects)


def _is_made_again(keeper: Keeper, entry: Entry, of: Manifest) -> bool:
    """Write the file anew, and return whether it has the bytes that it had."""
    (address,) = again([entry], "")
    with keeper.site.answer(address.url) as answer:
        made = Draft(keeper.folder.generation(of.number)).write(address, answer, None, None)
    return made is not None and (made.file, made.sha256) == (entry.file, entry.sha256)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
