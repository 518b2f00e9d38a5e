"""A PostgreSQL of the benchmarks' own, which stays between two runs: the corpus takes long to make."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from tests.postgres import programs

# What a small server of its own would be given.
_OPTIONS = "-c shared_buffers=1GB -c maintenance_work_mem=512MB -c work_mem=16MB -c max_wal_size=4GB"
# What is only measured may be lost with the machine.
_FAST = " -c fsync=off"


def not_root() -> list[str]:
    """Return what a command of PostgreSQL's begins with, which refuses to run as root."""
    return ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"] if os.geteuid() == 0 else []


@contextmanager
def running(data: Path, *, sure: bool = False) -> Iterator[str | None]:
    """Start the cluster in the folder, made if it is not there; give its DATABASE_URL; stop it again.

    None where PostgreSQL is not installed. It only writes through to the disk where it is to be ``sure``.
    """
    folder = programs()
    if folder is None:
        yield None
        return
    as_user = not_root()
    fresh = not data.exists()
    data.mkdir(parents=True, exist_ok=True)
    if as_user:
        shutil.chown(data, "nobody", "nogroup")
    # The path of a socket is limited to some hundred bytes, and a checkout may lie deep.
    with tempfile.TemporaryDirectory(prefix="portal-bench-") as sockets:
        if as_user:
            shutil.chown(sockets, "nobody", "nogroup")
        quietly = {"check": True, "stdout": subprocess.DEVNULL, "cwd": sockets}
        if fresh:
            initdb = [*as_user, folder / "initdb", "-D", data, "-U", "portal", "-A", "trust", "-E", "UTF8"]
            subprocess.run([*initdb, "--locale=C.UTF-8", "--no-sync"], **quietly)  # type: ignore[call-overload]
        server = [*as_user, folder / "pg_ctl", "-D", data, "-w", "-t", "300", "-l", data / "log"]
        options = (
            f"{_OPTIONS}{'' if sure else _FAST} -c listen_addresses='' -c unix_socket_directories={sockets}"
        )
        subprocess.run([*server, "-o", options, "start"], **quietly)  # type: ignore[call-overload]
        try:
            yield f"postgres://portal@{quote(sockets, safe='')}/postgres"
        finally:
            subprocess.run([*server, "-m", "fast", "stop"], **quietly)  # type: ignore[call-overload]
