"""A line to the server that can fail: a browser told to be offline does not tell its workers."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable
from contextlib import closing, suppress
from functools import partial

# So many seconds a browser may show again what it has, and ask meanwhile: stale-while-revalidate in caching.py.
STALE_FOR = 1.1


class Line:
    """A port on this machine that leads to another one, until it is told otherwise."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._ends: list[socket.socket] = []
        self.port = 0
        self.mend()

    @property
    def url(self) -> str:
        """Return what to open in place of the server's own address."""
        return f"http://127.0.0.1:{self.port}"

    def mend(self) -> None:
        """Let requests through."""
        self._listen(self._join)

    def cut(self) -> None:
        """End every connection and refuse new ones, when nothing is handed out any more that was just read."""
        time.sleep(STALE_FOR)
        for end in self._ends:
            # Closing alone would not wake a thread that waits for it.
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self._ends = []

    def stall(self) -> None:
        """Take requests, and never answer."""
        self.cut()
        self._listen(self._ends.append)

    def answer(self, head: str) -> None:
        """Answer everything with this status and these headers, as a proxy or a hotel's network does."""
        self.cut()
        self._listen(partial(_answer, head))

    def _listen(self, take: Callable[[socket.socket], None]) -> None:
        listening = socket.create_server(("127.0.0.1", self.port))
        self.port = listening.getsockname()[1]
        self._ends.append(listening)
        threading.Thread(target=_each, args=(listening, take), daemon=True).start()

    def _join(self, near: socket.socket) -> None:
        far = socket.create_connection(("127.0.0.1", self._to))
        self._ends += [near, far]
        for source, target in ((near, far), (far, near)):
            threading.Thread(target=_pass_on, args=(source, target), daemon=True).start()


def _each(listening: socket.socket, take: Callable[[socket.socket], None]) -> None:
    with suppress(OSError):
        while True:
            take(listening.accept()[0])


def _pass_on(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError), closing(target):
        while data := source.recv(65536):
            target.sendall(data)


def _answer(head: str, near: socket.socket) -> None:
    with suppress(OSError), closing(near):
        near.recv(65536)
        near.sendall(f"HTTP/1.1 {head}\r\nContent-Length: 2\r\nConnection: close\r\n\r\nno".encode())
