"""Whether the database answers, and whether it is the one that this code was written for."""

from __future__ import annotations

from functools import cache

from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def database() -> str:
    """Ask for something that needs no table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return ""


def migrations() -> str:
    """Compare the migrations of the code with those that were applied; newer ones do no harm."""
    missing = _written() - set(MigrationRecorder(connection).applied_migrations())
    return f"{len(missing)} to apply" if missing else ""


def tables() -> str:
    """Ask each table of the record for each column, and for no row.

    The public's account may not read which migrations were applied. This says more: also what it was
    not granted is missing.
    """
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in apps.get_app_config("record").get_models(include_auto_created=True):
            table = quote(model._meta.db_table)
            # With the table's name: alone, SQLite takes what is no column for a text.
            columns = (f"{table}.{quote(str(field.column))}" for field in model._meta.local_concrete_fields)
            cursor.execute(f"SELECT {', '.join(columns)} FROM {table} LIMIT 0")  # noqa: S608  (names of ours)
    return ""


@cache
def _written() -> set[tuple[str, str]]:
    return set(MigrationLoader(None).disk_migrations)
