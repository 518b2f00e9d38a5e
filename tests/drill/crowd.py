"""Eight writers and thirty-two readers on SQLite; SECONDS in the environment, else five minutes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.row import Row


def run() -> list[Row]:
    """Let them loose on a new database."""
    with tempfile.TemporaryDirectory(prefix="portal-drill-") as folder:
        environment = {
            **os.environ,
            "VAR_DIR": folder,
            "DATABASE_URL": f"sqlite:///{Path(folder, 'crowd.sqlite3')}",
        }
        command = [sys.executable, "-m", "tests.drill._crowding", os.environ.get("SECONDS", "300")]
        done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
    rows: list[Row] = json.loads(done.stdout)
    return rows
