"""PostgreSQL: its own ``pg_dump``, which sees one moment of the database, and ``pg_restore``."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from django.db import connection

from releases.backup.fault import BackupError

FILE = "database.dump"
# Who owns what, and who may read it, is the place's own: docs/operating.md.
_OF_NOBODY = ("--no-owner", "--no-privileges")


def dump(path: Path) -> None:
    """Write all that the database holds to a file that is not there yet."""
    where, name = _where()
    _run("pg_dump", *where, *_OF_NOBODY, "--format=custom", f"--file={path}", name)


def restore(path: Path) -> None:
    """Fill the empty database with what the file holds, or leave it empty."""
    where, name = _where()
    whole = ("--exit-on-error", "--single-transaction")
    _run("pg_restore", *where, *_OF_NOBODY, *whole, f"--dbname={name}", str(path))


def _where() -> tuple[list[str], str]:
    """Return the options that lead to the database, and its name: Django knows how ``psql`` is told."""
    (_, *where, name), _ = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    return where, name


def _run(program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs; :class:`BackupError` where it is missing or fails."""
    _, secrets = connection.client.settings_to_cmd_args_env(connection.settings_dict, [])
    try:
        subprocess.run(  # noqa: S603  (our own settings and paths, no shell)
            [program, *arguments],
            env={**os.environ, **(secrets or {})},
            check=True,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise BackupError(f"没有 {program}：请安装与数据库同版本的 postgresql-client。") from error
    except subprocess.CalledProcessError as error:
        raise BackupError(f"{program} 没有完成：{error.stderr.strip()}") from error
