"""A disk that is full at twenty places and more of a publication; needs root, to mount a small one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.row import Row

SIZE = "24m"


def run() -> list[Row]:
    """Publish on a disk of twenty-four megabytes, which is in memory."""
    if os.geteuid() != 0:
        sys.stderr.write("Mounting a small disk needs root: not tried.\n")
        return []
    with tempfile.TemporaryDirectory(prefix="portal-drill-") as folder:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", folder], check=True)
        try:
            environment = {
                **os.environ,
                "VAR_DIR": folder,
                "DATABASE_URL": f"sqlite:///{Path(folder, 'full.sqlite3')}",
            }
            command = [sys.executable, "-m", "tests.drill._filling"]
            done = subprocess.run(command, env=environment, check=True, stdout=subprocess.PIPE)
        finally:
            subprocess.run(["umount", folder], check=True)
    rows: list[Row] = json.loads(done.stdout)
    return rows
