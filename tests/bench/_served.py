"""Granian with one worker, loaded by wrk, and the time that its processes have taken of a core.

Requests for each second of processor time say the same on a busy machine as on an idle one; on a core of its own
a server gives as many in a second.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from tests.ports import free_port, wait_for

_TICK = os.sysconf("SC_CLK_TCK")
_DONE = re.compile(r"(\d+) requests in")
_FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")


class Server(NamedTuple):
    """Where it listens, and its process."""

    url: str
    pid: int

    def memory(self) -> int:
        """Return how many bytes the largest of its processes, which is the worker, keeps in memory."""
        return max(_resident(pid) for pid in _tree(self.pid))


def can_load() -> bool:
    """Return whether wrk is installed; say how to have it where it is not."""
    if shutil.which("wrk"):
        return True
    sys.stderr.write("Skipped: wrk is not installed (apt-get install wrk).\n")
    return False


@contextmanager
def granian(application: str, **environment: str) -> Iterator[Server]:
    """Serve an application from a process of its own."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("granian")), "--interface", "wsgi", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--workers", "1", "--blocking-threads", "1"]
    command += ["--no-access-log", "--log-level", "warning", application]
    process = subprocess.Popen(command, env={**os.environ, "DEVELOPMENT": "1", **environment})
    try:
        wait_for(port, process)
        yield Server(f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.terminate()
        process.wait()


def rate(server: Server, path: str, *, also: int = 0, wrk: tuple[str, ...] = ()) -> float:
    """Return how many requests a second of processor time answers; ``also`` is a process that works for it."""
    pids = (server.pid, also) if also else (server.pid,)
    before = _taken(pids)
    done = load(server, path, seconds=2, wrk=wrk)
    return done / (_taken(pids) - before)


def load(server: Server, path: str, *, seconds: int, wrk: tuple[str, ...] = ()) -> int:
    """Ask for so long, on four connections, and return how often it was answered."""
    command = [
        "wrk",
        "-c",
        "4",
        "-t",
        "1",
        "-d",
        f"{seconds}s",
        "--timeout",
        "30",
        *wrk,
        f"{server.url}{path}",
    ]
    told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    done = _DONE.search(told)
    if done is None or _FAILED.search(told):
        raise RuntimeError(told)
    return int(done[1])


def fetched(
    server: Server, path: str, headers: Mapping[str, str] = MappingProxyType({})
) -> tuple[bytes, dict[str, str]]:
    """Return an answer's body and headers, their names in small letters."""
    asked = urllib.request.Request(f"{server.url}{path}", headers=headers)  # noqa: S310  (our own server)
    with urllib.request.urlopen(asked) as answer:  # noqa: S310
        return answer.read(), {name.lower(): value for name, value in answer.headers.items()}


def _taken(pids: tuple[int, ...]) -> float:
    """Return the seconds of processor time that the processes and those below them have taken."""
    return sum(_seconds(pid) for root in pids for pid in _tree(root))


def _tree(root: int) -> list[int]:
    children = Path(f"/proc/{root}/task/{root}/children").read_text().split()
    return [root, *(pid for child in children for pid in _tree(int(child)))]


def _seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    # Its own, and those of children that have ended.
    return sum(map(int, fields[11:15])) / _TICK


def _resident(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
