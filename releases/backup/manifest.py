"""What a backup holds: ``manifest.json``, with the size and digest of each of its files."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from releases.backup.fault import BackupError
from releases.to_disk import to_disk

NAME = "manifest.json"
SCHEMA = "portal-backup/1"


@dataclass(frozen=True, slots=True)
class Stored:
    """A file of a backup: its path within it, its bytes and their SHA-256 in hexadecimal."""

    path: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All files of a backup, and what it takes to use them.

    ``vendor`` is the database's, ``database`` the file with what it holds, ``migrations`` those it has been
    through as ``app.name``; ``keys`` are fingerprints.
    """

    made_at: str
    vendor: str
    database: str
    migrations: tuple[str, ...]
    keys: dict[str, str]
    files: tuple[Stored, ...]

    def write(self, folder: Path) -> str:
        """Write it, down to the disk, and return its digest: what to keep elsewhere."""
        data = json.dumps({"schema": SCHEMA, **asdict(self)}, ensure_ascii=False, indent=1).encode() + b"\n"
        (folder / NAME).write_bytes(data)
        to_disk(folder / NAME)
        return hashlib.sha256(data).hexdigest()

    def faults(self, folder: Path) -> Iterator[str]:
        """Yield a Chinese sentence for each file that is missing or another one."""
        for stored in self.files:
            path = folder / stored.path
            if not path.is_file():
                yield f"缺少 {stored.path}。"
            elif digest_of(path) != stored.sha256:
                yield f"{stored.path} 与备份时不一致。"


def read(folder: Path) -> Manifest:
    """Return the manifest of a backup; :class:`BackupError` where there is none that can be read."""
    try:
        found: dict[str, Any] = json.loads((folder / NAME).read_bytes())
        if found.pop("schema") != SCHEMA:
            raise ValueError(SCHEMA)
        found["files"] = tuple(Stored(**each) for each in found["files"])
        found["migrations"] = tuple(found["migrations"])
        manifest = Manifest(**found)
    except FileNotFoundError as error:
        raise BackupError(f"{folder} 不是备份：没有 {NAME}。") from error
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BackupError(f"{folder / NAME} 读不懂，可能已损坏，也可能是别的版本写的。") from error
    for stored in manifest.files:
        # A file of a backup is within it, whoever wrote the manifest.
        if Path(stored.path).is_absolute() or ".." in Path(stored.path).parts:
            raise BackupError(f"{folder / NAME} 里有不该有的路径：{stored.path}。")
    return manifest


def digest_of(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
