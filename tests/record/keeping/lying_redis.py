"""What greets as Redis does, and then says whatever it was told to: on a port of loopback."""

from __future__ import annotations

import socketserver
import threading
from collections.abc import Iterable
from types import TracebackType


class LyingRedis(socketserver.ThreadingTCPServer):
    """Answers all that it is asked with these bytes, part by part.

    ``asked`` is how often it was, ``left`` is set when nobody listens to an answer any more.
    """

    daemon_threads = True

    def __init__(self, parts: Iterable[bytes], *, pause: float = 0) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.parts, self.pause = parts, pause
        self.asked = 0
        self.sent = 0
        self.left, self.over = threading.Event(), threading.Event()

    @property
    def url(self) -> str:
        """Return what names it to the site."""
        return f"redis://127.0.0.1:{self.server_address[1]}/0"

    def __enter__(self) -> LyingRedis:
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.over.set()
        self.shutdown()
        self.server_close()


class _Answering(socketserver.BaseRequestHandler):
    server: LyingRedis

    def handle(self) -> None:
        try:
            while heard := self.request.recv(65_536):
                if b"\r\nCLIENT\r\n" in heard:
                    self.request.sendall(b"+OK\r\n")
                elif b"\r\nGETRANGE\r\n" in heard or b"\r\nSET\r\n" in heard:
                    self.server.asked += 1
                    self._answer()
        except OSError:
            self.server.left.set()

    def _answer(self) -> None:
        for part in self.server.parts:
            self.request.sendall(part)
            self.server.sent += len(part)
            self.server.over.wait(self.server.pause)
