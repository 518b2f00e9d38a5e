"""The chain of the record, as whoever owns the database could change it."""

from __future__ import annotations

from django.db import connection


def unguarded(sql: str) -> None:
    """Run what the triggers refuse."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # What waits for the transaction's end keeps the table from being altered.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE record_link DISABLE TRIGGER USER")
        else:
            cursor.execute("DROP TRIGGER record_link_immutable")
        cursor.execute(sql)
