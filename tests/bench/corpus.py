"""Make the corpus that search is measured on, in build/bench/: ``python -m tests.bench.corpus [CONFERENCES]``.

A file for SQLite and a cluster for PostgreSQL, about ten gigabytes for 20,000 conferences.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench._cluster import running

CONFERENCES = 20_000
FOLDER = Path("build/bench").resolve()
SQLITE = FOLDER / "search.sqlite3"
POSTGRESQL = FOLDER / "postgresql"


def main(conferences: int) -> int:
    """Make both anew and return an exit code."""
    only = os.environ.get("ONLY", "")
    FOLDER.mkdir(parents=True, exist_ok=True)
    codes = []
    if only in ("", "sqlite"):
        for file in FOLDER.glob("search.sqlite3*"):
            file.unlink()
        codes.append(_load(f"sqlite:///{SQLITE}", conferences))
    if only in ("", "postgresql"):
        shutil.rmtree(POSTGRESQL, ignore_errors=True)
        with running(POSTGRESQL) as url:
            if url is None:
                sys.stderr.write("PostgreSQL is not installed; made the file for SQLite only.\n")
            else:
                codes.append(_load(url, conferences))
    return max(codes, default=0)


def _load(url: str, conferences: int) -> int:
    command = [sys.executable, "-m", "tests.bench._loading", str(conferences)]
    return subprocess.run(command, env={**os.environ, "DATABASE_URL": url}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else CONFERENCES))
