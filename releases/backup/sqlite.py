"""SQLite: the database copies itself page by page, beside writers."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

FILE = "database.sqlite3"


def dump(path: Path) -> None:
    """Write all that the database holds to a file that is not there yet."""
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        connection.connection.backup(copy)
        # Else it could not be read where nothing may be written beside it.
        copy.execute("PRAGMA journal_mode=DELETE")


def restore(path: Path) -> None:
    """Fill the empty database with what the file holds."""
    connection.ensure_connection()
    with closing(sqlite3.connect(path)) as copy:
        copy.backup(connection.connection)
