"""Emptying the tests' database, which triggers refuse: they are taken away for that long."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from django.core.management.commands import flush
from django.db import connection

# Those that refuse a deletion; on PostgreSQL a TRUNCATE passes by some of them.
GUARDS = [
    import_module(name)
    for name in (
        "releases.audit.migrations.0002_triggers",
        "releases.desk.migrations.0005_emergency_and_schedule",
    )
]


class Command(flush.Command):
    """Django's own flush, between two changes of the triggers."""

    def handle(self, **options: Any) -> None:
        """Empty the database."""
        run(undo=True)
        try:
            super().handle(**options)
        finally:
            run(undo=False)


def run(*, undo: bool) -> None:
    """Take the triggers away, or make them again."""
    name = f"{connection.vendor.upper()}{'_UNDO' if undo else ''}"
    with connection.cursor() as cursor:
        for statement in (each for guard in GUARDS for each in getattr(guard, name)):
            cursor.execute(statement)
