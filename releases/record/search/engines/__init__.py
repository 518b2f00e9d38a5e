"""What each database does in its own way."""

from __future__ import annotations

from django.db import connection

from releases.record.search.ask import Engine
from releases.record.search.engines.postgresql import PostgreSQL
from releases.record.search.engines.sqlite import SQLite

_ENGINES: dict[str, Engine] = {"sqlite": SQLite(), "postgresql": PostgreSQL()}


def engine() -> Engine:
    """Return what speaks to the database that is in use."""
    return _ENGINES[connection.vendor]
