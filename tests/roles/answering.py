"""Answer requests as a server would, in a process with the role of its environment.

Reads from standard input a list of ``[method, address]`` as JSON, and writes an answer for each, as ``[status, headers,
body in base64]``, and the modules that the process has loaded.
"""

from __future__ import annotations

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit
from wsgiref.util import setup_testing_defaults

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True)
class Answer:
    """What was answered."""

    status: int
    headers: dict[str, str]
    body: bytes


@dataclass(frozen=True)
class Process:
    """What a process answered, in the order it was asked, and what it has loaded."""

    answers: list[Answer]
    modules: set[str]


def answered(role: str, asked: Iterable[str], environment: dict[str, str], *, method: str = "GET") -> Process:
    """Ask a new process for these addresses."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "tests.roles.answering"],
        input=json.dumps([[method, address] for address in asked]),
        env={**environment, "ROLE": role, "DEVELOPMENT": "1", "LOG_LEVEL": "CRITICAL"},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    return Process(
        [
            Answer(status, _timeless(headers), base64.b64decode(body))
            for status, headers, body in found["answers"]
        ],
        set(found["modules"]),
    )


def _timeless(headers: dict[str, str]) -> dict[str, str]:
    """Return the headers but for the one that says what time it is."""
    return {name: value for name, value in headers.items() if name != "Expires"}


def main() -> None:
    """Answer."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "portal.settings"
    from portal.wsgi import application

    answers = [_answer(application, method, address) for method, address in json.load(sys.stdin)]
    json.dump({"answers": answers, "modules": sorted(sys.modules)}, sys.stdout)


def _answer(application: Callable[..., Any], method: str, address: str) -> tuple[int, dict[str, str], str]:
    parts = urlsplit(address)
    environ: dict[str, Any] = {
        "REQUEST_METHOD": method,
        # WSGI has bytes in strings.
        "PATH_INFO": unquote_to_bytes(parts.path).decode("latin-1"),
        "QUERY_STRING": parts.query,
    }
    setup_testing_defaults(environ)
    told: list[Any] = []
    body = application(environ, lambda status, headers, _=None: told.extend((status, headers)))
    try:
        content = b"".join(body)
    finally:
        body.close()
    status, headers = told
    return int(status.partition(" ")[0]), dict(headers), base64.b64encode(content).decode()


if __name__ == "__main__":
    main()
