"""Making a backup: whole or not at all."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from django.db import connection

from releases.backup import databases, files, keys, manifest
from releases.backup.fault import BackupError
from releases.backup.manifest import Manifest, Stored
from releases.to_disk import to_disk

_FORMAT = "%Y%m%dT%H%M%SZ"
# What is being written, or was when a machine went down.
_PARTIAL = "partial-"


def make(*, into: Path, at: datetime, keep: int | None = None) -> tuple[Path, str]:
    """Back the site up into a folder of its own and return it with the digest of its manifest.

    The database first: all files it knows of were there before it did, and those of a version the public may
    read are never taken away. With ``keep``, so many backups stay, the newest.
    """
    name = at.astimezone(UTC).strftime(_FORMAT)
    folder, partial = into / name, into / f"{_PARTIAL}{name}"
    try:
        into.mkdir(mode=0o700, parents=True, exist_ok=True)
        _sweep(into)
        if folder.exists():
            raise BackupError(f"{folder} 已经存在。")
        last = next(iter(backups(into)), None)
        # It holds drafts and the hashes of passwords.
        partial.mkdir(mode=0o700)
        digest = _fill(partial, last, at)
        partial.rename(folder)
        to_disk(into)
    except OSError as error:
        shutil.rmtree(partial, ignore_errors=True)
        raise BackupError(f"备份没有写成：{error.strerror}（{error.filename or partial}）。") from error
    except BackupError:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    for old in backups(into)[keep:] if keep else ():
        shutil.rmtree(old)
    return folder, digest


def backups(folder: Path) -> list[Path]:
    """Return the whole backups in the folder, the newest first."""
    found = [path for path in folder.iterdir() if _is_backup(path)]
    return sorted(found, key=lambda path: path.name, reverse=True)


def _fill(partial: Path, last: Path | None, at: datetime) -> str:
    known = {each.path: each for each in manifest.read(last).files} if last else {}
    migrations = databases.migrations()
    database = databases.dump(partial)
    dump = partial / database
    found = [Stored(database, dump.stat().st_size, manifest.digest_of(dump))]
    found += files.save(partial, last, known)
    return Manifest(
        made_at=at.astimezone(UTC).isoformat(timespec="seconds"),
        vendor=connection.vendor,
        database=database,
        migrations=migrations,
        keys=keys.fingerprints(),
        files=tuple(found),
    ).write(partial)


def _is_backup(path: Path) -> bool:
    try:
        datetime.strptime(path.name, _FORMAT)  # noqa: DTZ007  (only whether it is one)
    except ValueError:
        return False
    return (path / manifest.NAME).is_file()


def _sweep(folder: Path) -> None:
    """Take away what was never finished."""
    for path in folder.glob(f"{_PARTIAL}*"):
        shutil.rmtree(path)
