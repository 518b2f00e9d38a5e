"""A test's database and files, for processes of its own."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from django.core.files.storage import storages
from django.db import connection


@contextmanager
def shared_database(folder: Path) -> Iterator[dict[str, str]]:
    """Yield the environment in which another process works on this test's database and files.

    SQLite's tests run in memory, where other processes see nothing: meanwhile, this one too works on a
    copy in a file.
    """
    environment = {**os.environ, "VAR_DIR": str(folder)}
    for alias, name in (("default", "DESK_MEDIA_DIR"), ("public", "PUBLIC_MEDIA_DIR")):
        environment[name] = storages[alias].path("")
    parts = connection.settings_dict
    if connection.vendor == "postgresql":
        url = f"postgres://{parts['USER']}@{quote(parts['HOST'], safe='')}/{parts['NAME']}"
        yield {**environment, "DATABASE_URL": url}
        return
    file = folder / "shared.sqlite3"
    connection.ensure_connection()
    memory, name = connection.connection, parts["NAME"]
    with sqlite3.connect(file) as copy:
        memory.backup(copy)
    copy.close()
    connection.connection, parts["NAME"] = None, str(file)
    try:
        yield {**environment, "DATABASE_URL": f"sqlite:///{file}"}
    finally:
        connection.close()
        connection.connection, parts["NAME"] = memory, name
