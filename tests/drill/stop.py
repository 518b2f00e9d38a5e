"""PostgreSQL killed, and frozen, for half a minute each, while twenty conferences are published."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import psycopg

from tests.bench._cluster import running
from tests.bench.row import Row, never
from tests.drill._outages import died, hung

NUMBER = 20
SECONDS = float(os.environ.get("SECONDS", "30"))
_OUTAGES = {"killed": died, "frozen": hung}


def run() -> list[Row]:
    """Hold every publication that was acknowledged against what is there afterwards."""
    with tempfile.TemporaryDirectory(prefix="portal-drill-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        data = Path(folder, "postgresql")
        with running(data, sure=True) as url:
            if url is None:
                sys.stderr.write("PostgreSQL is not installed: not tried.\n")
                return []
            return [_row(how, url, data) for how in _OUTAGES]


def _row(how: str, url: str, data: Path) -> Row:
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("DROP SCHEMA public CASCADE")
        server.execute("CREATE SCHEMA public")
    command = [sys.executable, "-m", "tests.drill._publishing", str(NUMBER)]
    with subprocess.Popen(
        command, env={**os.environ, "DATABASE_URL": url}, stdout=subprocess.PIPE, text=True
    ) as publisher:
        assert publisher.stdout is not None
        assert publisher.stdout.readline() == "ready\n"
        time.sleep(5)
        _OUTAGES[how](data, seconds=SECONDS)
        acknowledged = {tuple(line.split()) for line in publisher.stdout}
    assert publisher.returncode == 0
    with psycopg.connect(url) as server:
        there = {*server.execute("SELECT release_id, digest FROM record_version").fetchall()}
    lost = len(acknowledged - there)
    sys.stderr.write(f"postgresql {how} for {SECONDS:.0f} s: {len(acknowledged)} acknowledged, {lost} lost\n")
    assert len(acknowledged) == len(there) == NUMBER
    return never(f"database-{how}", lost, "lost", of=len(acknowledged))
