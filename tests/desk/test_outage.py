from __future__ import annotations

import errno
import sqlite3

import psycopg
import pytest
from django.db import DataError, OperationalError
from psycopg.errors import lookup

from releases.desk.outage import (
    DISK_FAILED,
    DISK_FULL,
    NO_DATABASE,
    NO_STORE,
    READ_ONLY,
    STORE_REFUSED,
    reason,
)


def of_sqlite(code: int) -> OperationalError:
    """Return what Django raises for an error of SQLite."""
    cause = sqlite3.OperationalError("words")
    cause.sqlite_errorcode = code
    return raised(cause)


def of_postgresql(code: str) -> OperationalError:
    """Return what Django raises for an error of PostgreSQL; "" for a connection that there never was."""
    return raised(lookup(code)("words") if code else psycopg.OperationalError("connection refused"))


def raised(cause: Exception) -> OperationalError:
    """Return the error as Django wraps it."""
    error = OperationalError("words")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("exception", "why"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), DISK_FULL),
        (OSError(errno.EROFS, "Read-only file system"), READ_ONLY),
        (OSError(errno.EHOSTDOWN, "The store of files does not answer"), NO_STORE),
        (OSError(errno.EREMOTEIO, "The store of files refuses"), STORE_REFUSED),
        (FileNotFoundError(errno.ENOENT, "No such file"), ""),
        (OSError("without a number"), ""),
        (of_sqlite(sqlite3.SQLITE_FULL), DISK_FULL),
        (of_sqlite(sqlite3.SQLITE_IOERR_WRITE), DISK_FAILED),
        (of_sqlite(sqlite3.SQLITE_READONLY), READ_ONLY),
        (of_sqlite(sqlite3.SQLITE_BUSY), ""),
        (raised(sqlite3.ProgrammingError("of the module, without a number")), ""),
        (of_postgresql("53100"), DISK_FULL),
        (of_postgresql("57P01"), NO_DATABASE),
        (of_postgresql(""), NO_DATABASE),
        (of_postgresql("23505"), ""),
        (DataError("without a cause"), ""),
        (ValueError("other"), ""),
        (None, ""),
    ],
)
def test_why_nothing_was_saved(exception: Exception | None, why: str) -> None:
    assert reason(exception) == why
