"""The database as one file, as of one moment, and a database again from it."""

from __future__ import annotations

from pathlib import Path

from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from releases.backup import postgresql, sqlite

_DUMP = {"sqlite": sqlite.dump, "postgresql": postgresql.dump}
_RESTORE = {"sqlite": sqlite.restore, "postgresql": postgresql.restore}
_FILE = {"sqlite": sqlite.FILE, "postgresql": postgresql.FILE}


def dump(folder: Path) -> str:
    """Write all that the database holds to a file in the folder, and return its name."""
    name = _FILE[connection.vendor]
    _DUMP[connection.vendor](folder / name)
    return name


def restore(path: Path) -> None:
    """Fill the empty database with what the file holds."""
    _RESTORE[connection.vendor](path)


def is_empty() -> bool:
    """Return whether the database has no tables."""
    return not connection.introspection.table_names()


def migrations() -> tuple[str, ...]:
    """Return the migrations the database has been through, as ``app.name``, in order of their names."""
    return tuple(sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations()))
