"""A module run as a process of its own on each database, as ``python -m MODULE``; it prints its rows as JSON."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench._cluster import running
from tests.bench.corpus import POSTGRESQL, SQLITE
from tests.bench.row import Row


def on_the_corpus(module: str) -> list[Row]:
    """Return the module's rows on each database that ``make bench-corpus`` made; none is none."""
    return _on(module, [path for path in (SQLITE, POSTGRESQL) if path.exists()])


def on_new_databases(module: str) -> list[Row]:
    """Return the module's rows on an empty database of each sort."""
    # Whoever PostgreSQL runs as has to be let into the folder.
    with tempfile.TemporaryDirectory(prefix="portal-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        return _on(module, [Path(folder, SQLITE.name), Path(folder, POSTGRESQL.name)])


def _on(module: str, databases: list[Path]) -> list[Row]:
    rows: list[Row] = []
    for path in databases:
        if path.name == SQLITE.name:
            rows += _rows(module, f"sqlite:///{path}")
            continue
        with running(path) as url:
            rows += _rows(module, url) if url else []
    return rows


def _rows(module: str, url: str) -> list[Row]:
    environment = {**os.environ, "DATABASE_URL": url}
    done = subprocess.run([sys.executable, "-m", module], env=environment, check=True, stdout=subprocess.PIPE)
    rows: list[Row] = json.loads(done.stdout)
    return rows
