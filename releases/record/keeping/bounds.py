"""What one exchange with Redis may take: a moment by which all of it is over, and so many bytes."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any


class Bounds(threading.local):
    """The bounds of the exchange that this thread is in; nothing at all before ``begin``."""

    until = 0.0
    room = 0

    def begin(self, *, seconds: float, room: int) -> None:
        """Let an exchange begin that takes up to ``seconds`` in all and reads up to ``room`` bytes."""
        self.until, self.room = time.monotonic() + seconds, room

    def put_on(self, connection: Any) -> None:  # noqa: ANN401  (any of redis-py's connections)
        """Keep a connection that was made to the bounds, its greeting too: for ``redis_connect_func``."""
        connection._sock = Bounded(connection._sock, self)
        connection.on_connect()


class Bounded:
    """A socket that keeps to the bounds: its own time would begin anew with each byte that comes."""

    def __init__(self, sock: socket.socket, bounds: Bounds) -> None:
        self._sock, self._bounds = sock, bounds
        self._timeout = sock.gettimeout()

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401  (whatever else a socket has)
        return getattr(self._sock, name)

    def settimeout(self, timeout: float | None) -> None:
        """Wait so long for each part, in seconds."""
        self._timeout = timeout

    def recv(self, size: int) -> bytes:
        """Return what has come; OSError where it comes too late or is too much."""
        if self._bounds.room <= 0:
            raise OSError("more than was asked for")
        self._wait_no_longer()
        data = self._sock.recv(size)
        self._bounds.room -= len(data)
        return data

    def sendall(self, data: bytes) -> None:
        """Send all of it; OSError where it is taken too slowly."""
        # Python holds the time that is set here against all of the data, with TLS too.
        self._wait_no_longer()
        self._sock.sendall(data)

    def _wait_no_longer(self) -> None:
        left = self._bounds.until - time.monotonic()
        if left <= 0:
            raise TimeoutError
        self._sock.settimeout(left if self._timeout is None else min(self._timeout, left))
