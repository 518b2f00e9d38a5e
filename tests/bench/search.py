"""How fast search answers on 20,000 conferences, against LIKE on the same rows in the same run.

Needs the corpus that ``make bench-corpus`` makes; without it there is nothing to measure, and a line says so.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys

from tests.bench._cluster import running
from tests.bench.corpus import POSTGRESQL, SQLITE
from tests.bench.row import Row


def run() -> list[Row]:
    """Measure on each database there is a corpus for."""
    rows: list[Row] = []
    if SQLITE.exists():
        rows += _measured(f"sqlite:///{SQLITE}")
    if POSTGRESQL.exists():
        with running(POSTGRESQL) as url:
            rows += _measured(url) if url else []
    if not rows:
        sys.stderr.write("No corpus to search in; make bench-corpus makes one.\n")
    return rows


def _measured(url: str) -> list[Row]:
    command = [sys.executable, "-m", "tests.bench._searching"]
    done = subprocess.run(
        command, env={**os.environ, "DATABASE_URL": url}, check=True, stdout=subprocess.PIPE
    )
    rows: list[Row] = json.loads(done.stdout)
    return rows
