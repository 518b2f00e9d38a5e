"""A site again from a backup, in a place where there is none."""

from __future__ import annotations

from pathlib import Path

from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from releases.backup import databases, files, keys, manifest
from releases.backup.fault import BackupError
from releases.backup.manifest import Manifest


def restore(folder: Path) -> Manifest:
    """Fill the empty database and storages from the backup, and return what it held.

    Everything is looked at before anything is written: what is damaged, of another database, of a newer
    version, or would be put where something is already stops it with a :class:`BackupError`. The database is
    brought up to this version.
    """
    found = manifest.read(folder)
    _check(found, folder)
    databases.restore(folder / found.database)
    files.restore(folder, found.files)
    call_command("migrate", verbosity=0)
    return found


def other_keys(found: Manifest) -> list[str]:
    """Return the names of the keys that are not those the site had, or are not set."""
    now = keys.fingerprints()
    return [name for name, fingerprint in found.keys.items() if now.get(name) != fingerprint]


def _check(found: Manifest, folder: Path) -> None:
    if fault := next(found.faults(folder), ""):
        raise BackupError(f"备份已损坏：{fault}")
    if found.vendor != connection.vendor:
        raise BackupError(f"备份里是 {found.vendor} 数据库，现在用的是 {connection.vendor}。")
    known = {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
    if newer := sorted({*found.migrations} - known):
        raise BackupError(f"备份来自更新的程序版本：这里没有 {newer[0]}。")
    if not databases.is_empty():
        raise BackupError("数据库里已经有数据表。恢复只写进空的数据库，请新建一个。")
    if not files.are_empty():
        raise BackupError("存放照片和附件的目录里已经有文件。恢复只写进空的目录，请换一个。")
