"""A PostgreSQL that dies or hangs, and comes back."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from tests.bench._cluster import not_root


def died(data: Path, *, seconds: float) -> None:
    """Kill every process of the server in the folder, and start it as it was after so long."""
    kill(data)
    time.sleep(seconds)
    start(data)


def kill(data: Path) -> None:
    """Kill every process of the server."""
    for process in _processes(data):
        # Without the first of them the others end by themselves.
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)


def start(data: Path) -> None:
    """Start a server that was killed, as it was; it may not answer yet."""
    command = shlex.split((data / "postmaster.opts").read_text())
    (data / "postmaster.pid").unlink()
    with (data / "log").open("a") as log:
        subprocess.Popen([*not_root(), *command], stdout=log, stderr=log, cwd=data)


def hung(data: Path, *, seconds: float) -> None:
    """Let no process of the server go on for so long; connections stay open, and nothing answers."""
    processes = _processes(data)
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    time.sleep(seconds)
    for process in processes:
        os.kill(process, signal.SIGCONT)


def _processes(data: Path) -> list[int]:
    """Return the server's first process and those that it started."""
    first = int((data / "postmaster.pid").read_text().splitlines()[0])
    told = subprocess.run(
        ["ps", "--ppid", str(first), "-o", "pid="], stdout=subprocess.PIPE, text=True, check=False
    )
    return [first, *map(int, told.stdout.split())]
