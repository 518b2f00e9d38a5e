"""What a copy of the demo costs: from nothing, after a correction, checked, and mended while it is watched.

Against copying and hashing the same bytes in the same run; on SQLite, in a folder of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.row import Row


def run() -> list[Row]:
    """Measure in a process of its own, which commits."""
    with tempfile.TemporaryDirectory(prefix="portal-bench-", ignore_cleanup_errors=True) as folder:
        environment = {
            **os.environ,
            "DATABASE_URL": f"sqlite:///{Path(folder, 'db.sqlite3')}",
            "VAR_DIR": folder,
            "DJANGO_SETTINGS_MODULE": "portal.settings",
            "DEVELOPMENT": "1",
        }
        module = [sys.executable, "-m", "tests.bench._mirroring"]
        done = subprocess.run(module, env=environment, check=True, stdout=subprocess.PIPE)
    rows: list[Row] = json.loads(done.stdout)
    return rows
