"""The store, for as long as the tests of one process take."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from portal.media import Store, in_buckets
from portal.roles import Role
from tests.ports import free_port

if TYPE_CHECKING:
    # What it imports takes memory that other tests need not have.
    from portal.bucket import BucketStorage

# Debian's own, which its packages are for.
PYTHON = Path("/usr/bin/python3")
INSTALLED = Path("/usr/lib/python3/dist-packages/swift/proxy/server.py")
# Seconds for which a store that failed is left alone in tests of that.
PAUSE = 0.5
_numbers = count(1)


@dataclass(frozen=True)
class Server:
    """Where it listens, its process, and the folder of both."""

    url: str
    process: subprocess.Popen[bytes]
    folder: Path

    def store(self, *, url: str = "") -> Store:
        """Return how the desk asks it, with two buckets that are new and empty."""
        number = next(_numbers)
        names = {"desk": f"desk-{number}", "public": f"public-{number}"}
        store = Store(
            url=self.url,
            region="us-east-1",
            addressing="path",
            key="news:desk",
            secret="the-desks-secret",
            **names,
        )
        for name in names.values():
            storage(store, "public").connection.create_bucket(Bucket=name)
        return replace(store, url=url or self.url)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Have it take connections and say nothing."""
        self.process.send_signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self.process.send_signal(signal.SIGCONT)

    @contextmanager
    def without_disks(self) -> Iterator[None]:
        """Have it answer, and have nothing to answer with."""
        disk = self.folder / "devices/disk"
        away = disk.rename(disk.with_name("away"))
        try:
            yield
        finally:
            away.rename(disk)


def storage(store: Store, alias: str) -> BucketStorage:
    """Return one of the two storages."""
    from portal.bucket import BucketStorage

    return BucketStorage(**in_buckets(store, role=Role.ALL)[alias]["OPTIONS"])


def asked(one: Any, operation: str) -> list[dict[str, str]]:  # noqa: ANN401  (a bucket, which storages[…] calls a Storage)
    """Return a list that grows by the headers of each such question from now on."""
    found: list[dict[str, str]] = []

    def note(request: Any, **_: object) -> None:  # noqa: ANN401  (botocore's)
        headers = request.headers.items()
        found.append({name: value if isinstance(value, str) else value.decode() for name, value in headers})

    from portal import bucket

    for seconds in (bucket.READ_SECONDS, bucket.WRITE_SECONDS):
        one._connected(seconds).meta.client.meta.events.register(f"before-send.s3.{operation}", note)
    return found


@contextmanager
def hasty() -> Iterator[None]:
    """Wait for a store no longer than a test likes to, neither for its answer nor to try again."""
    from portal import bucket

    bucket._connection.cache_clear()
    with patch.multiple(bucket, READ_SECONDS=0.3, PAUSE=PAUSE):
        yield
    bucket._connection.cache_clear()


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """Run it in the folder, and yield it when it answers."""
    port = free_port()
    script = Path(__file__).with_name("_swift.py")
    environment = {"PATH": os.environ["PATH"]}
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([PYTHON, script, folder, str(port)], env=environment, stderr=log)
    try:
        _wait(process, port)
        yield Server(f"http://127.0.0.1:{port}", process, folder)
    finally:
        process.kill()
        process.wait()


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(400):
        assert process.poll() is None, "Swift has ended"
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/")
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            connection.getresponse()
            return
        finally:
            connection.close()
    raise AssertionError("Swift does not answer")
