"""kill -9 at every statement and every step of a file, of publishing, correcting and withdrawing."""

from __future__ import annotations

from tests.bench._databases import on_new_databases
from tests.bench.row import Row


def run() -> list[Row]:
    """Kill each step on a new database of each sort."""
    return on_new_databases("tests.drill._killing")
