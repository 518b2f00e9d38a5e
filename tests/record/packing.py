"""Packs of releases in the database, written to a folder."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from django.core.management import call_command

from releases.record.exports.pack import MANIFEST
from releases.record.exports.stored import of_bytes, zipped
from tests.record.exports.making import AT


def packed(folder: Path) -> list[Path]:
    """Write a pack of each release, and return where they are."""
    call_command("write_packs", str(folder), stdout=io.StringIO())
    return sorted(folder.glob("*.zip"))


def forged(path: Path, name: str, change: Callable[[bytes], bytes]) -> None:
    """Change a file of the pack, and make its manifest and its digest right again; b"" takes it out."""
    with zipfile.ZipFile(path) as package:
        files = {one: package.read(one) for one in package.namelist() if one != MANIFEST}
    files[name] = change(files[name])
    kept = {one: data for one, data in files.items() if data}
    manifest = "".join(f"{hashlib.sha256(data).hexdigest()}  {one}\n" for one, data in kept.items())
    kept[MANIFEST] = manifest.encode()
    path.write_bytes(b"".join(zipped([of_bytes(one, data) for one, data in kept.items()], AT)))
