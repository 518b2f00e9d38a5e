"""A copy of the site that is in use, database and files, to begin from again and again."""

from __future__ import annotations

import shutil
from pathlib import Path

import psycopg
from django.conf import settings
from django.db import connection

_FILES = ("desk", "public")
_COPY = "kept"


def keep_copy() -> None:
    """Keep what there is now, in the place of what was kept before."""
    connection.close()
    if connection.vendor == "postgresql":
        _copy_database(connection.settings_dict["NAME"], _COPY)
    else:
        _copy_file(_file(), _file().with_name(_COPY))
    for name in _FILES:
        _copy_folder(settings.VAR_DIR / name, settings.VAR_DIR / _COPY.title() / name)


def use_copy() -> None:
    """Make everything as it was kept."""
    connection.close()
    if connection.vendor == "postgresql":
        _copy_database(_COPY, connection.settings_dict["NAME"])
    else:
        _copy_file(_file().with_name(_COPY), _file())
    for name in _FILES:
        _copy_folder(settings.VAR_DIR / _COPY.title() / name, settings.VAR_DIR / name)


def _file() -> Path:
    return Path(connection.settings_dict["NAME"])


def _copy_file(source: Path, target: Path) -> None:
    for suffix in ("-wal", "-shm"):
        target.with_name(target.name + suffix).unlink(missing_ok=True)
    # Its last connection has put all of the log into it.
    shutil.copyfile(source, target)


def _copy_folder(source: Path, target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    if source.exists():
        shutil.copytree(source, target)


def _copy_database(source: str, target: str) -> None:
    known = connection.settings_dict
    with psycopg.connect(
        host=known["HOST"], user=known["USER"], dbname="template1", autocommit=True
    ) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{target}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
