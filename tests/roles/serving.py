"""A real Granian on loopback, for what only a server does."""

from __future__ import annotations

import http.client
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.ports import free_port, wait_for

ROOT = Path(__file__).resolve().parent.parent.parent


@contextmanager
def granian(environment: dict[str, str], *options: str) -> Iterator[int]:
    """Serve the portal in this environment; yield the port, and stop it again."""
    port = free_port()
    command = [
        *(
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--port",
            str(port),
            "--log-level",
            "critical",
        ),
        *options,
        "portal.wsgi:application",
    ]
    settings = {"DJANGO_SETTINGS_MODULE": "portal.settings", "LOG_LEVEL": "CRITICAL"}
    server = subprocess.Popen(command, env={**environment, **settings}, cwd=ROOT)
    try:
        wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(30)


def status(port: int, address: str) -> int:
    """Return the status that an address is answered with."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", address)
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()
