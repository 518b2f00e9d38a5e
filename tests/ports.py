"""Ports of loopback, for tests that start servers."""

from __future__ import annotations

import socket
import subprocess
import time

_SECONDS = 60


def free_port() -> int:
    """Return a port that nothing listens at."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_for(port: int, server: subprocess.Popen[bytes] | None = None) -> None:
    """Wait until somebody listens, as long as the server lives that should."""
    until = time.monotonic() + _SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert server is None or server.poll() is None, "the server has ended"
            assert time.monotonic() < until, "nobody listens"
            time.sleep(0.05)
        else:
            return
