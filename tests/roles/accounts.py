"""The accounts of docs/deploy/roles.sql, in the PostgreSQL that a test runs on."""

from __future__ import annotations

import subprocess
from pathlib import Path

import psycopg
from django.db import connection

from tests.postgres import programs

FILE = Path(__file__).resolve().parent.parent.parent / "docs" / "deploy" / "roles.sql"


def give_rights() -> None:
    """Run the file on the test's database."""
    parts = connection.settings_dict
    # Two tests at once would make the accounts twice: these are the server's, and a lock is a database's.
    with psycopg.connect(host=parts["HOST"], user=parts["USER"], dbname="postgres") as everybodys:
        everybodys.execute("SELECT pg_advisory_lock(29)")
        run_file(parts["HOST"], parts["USER"], parts["NAME"])


def run_file(host: str, user: str, database: str) -> None:
    """Run the file as whoever operates the database does."""
    folder = programs()
    assert folder is not None
    where = ["-h", host, "-U", user, "-d", database]
    command: list[str | Path] = [
        folder / "psql",
        "-q",
        "-X",
        "-v",
        "ON_ERROR_STOP=1",
        *where,
        "-o",
        "/dev/null",
        "-f",
        FILE,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, ""), done.stderr


def as_account(name: str, environment: dict[str, str]) -> dict[str, str]:
    """Return the environment with this account's address of the database; on SQLite, as it is."""
    if connection.vendor != "postgresql":
        return environment
    give_rights()
    return {**environment, "DATABASE_URL": environment["DATABASE_URL"].replace("://portal@", f"://{name}@")}
