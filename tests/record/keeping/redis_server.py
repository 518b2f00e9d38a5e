"""A Redis of the tests' own: on a socket in a temporary folder, on no port, ended by its process id."""

from __future__ import annotations

import subprocess
import time
from pathlib import Path
from types import TracebackType

import redis


class RedisServer:
    """The real redis-server, with room for two megabytes and nothing on disk."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "redis.sock"
        self.url = f"unix://{self.socket}"
        self._command = ["redis-server", "--port", "0", "--unixsocket", str(self.socket), "--save", ""]
        self._command += ["--dir", str(folder), "--maxmemory", "4mb", "--maxmemory-policy", "noeviction"]
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> RedisServer:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def process(self) -> subprocess.Popen[bytes]:
        """Return what runs."""
        assert self._process is not None
        return self._process

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = subprocess.Popen(self._command, stdout=subprocess.DEVNULL)
        with self.client() as client:
            for _ in range(200):
                try:
                    client.ping()
                except redis.ConnectionError:
                    time.sleep(0.02)
                else:
                    return
        raise AssertionError("redis-server does not answer")

    def stop(self) -> None:
        """End it at once, as a machine ends that loses its power."""
        self.process.kill()
        self.process.wait()
        self.socket.unlink(missing_ok=True)

    def client(self) -> redis.Redis:
        """Return what asks it, without any of the portal's caution."""
        return redis.Redis.from_url(self.url)
