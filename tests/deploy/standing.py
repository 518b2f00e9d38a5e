"""Everything that stands on one machine: nginx, the public's Granian and the desk's, and the copy in files."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.deploy.units import command
from tests.nginx import ALONE, free_port, running, site
from tests.roles.serving import ROOT

PUBLIC, DESK = "www.example.gov.cn", "desk.example.gov.cn"
SETTINGS = {
    "DEVELOPMENT": "1",
    "ALLOWED_HOSTS": f"{PUBLIC},{DESK}",
    "SITE_URL": f"https://{PUBLIC}",
    "DESK_URL": f"https://{DESK}",
    "TRUST_X_REAL_IP": "1",
    "DJANGO_SETTINGS_MODULE": "portal.settings",
    "LOG_LEVEL": "CRITICAL",
    "GRANIAN_BLOCKING_THREADS": "4",
}
_SECONDS = 60


@dataclass(frozen=True)
class Standing:
    """Where nginx listens, and the process group that answers the public behind it."""

    port: int
    behind: int
    application: subprocess.Popen[bytes]

    def kill_application(self) -> None:
        """End it and its workers as a fault would."""
        os.killpg(self.application.pid, signal.SIGKILL)
        self.application.wait()

    def ask(
        self, path: str, *, host: str = PUBLIC, headers: tuple[bytes, ...] = (), method: str = "GET"
    ) -> tuple[int, bytes]:
        """Return the status and all that was answered, head and body."""
        lines = [f"{method} {path} HTTP/1.1".encode(), f"Host: {host}".encode(), *headers]
        return sent(self.port, lines)


def sent(port: int, lines: list[bytes], body: bytes = b"") -> tuple[int, bytes]:
    """Send a request byte for byte; return the status, 0 where nothing came, and the whole answer."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(b"\r\n".join([*lines, b"Connection: close", b"", body]))
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return (int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0), answer


@contextmanager
def standing(
    folder: Path, environment: dict[str, str], *, mirrored: bool = True, nginx: str = ALONE, also: str = ""
) -> Iterator[Standing]:
    """Start all of it on this database and these files; the copy is whole before anything is asked.

    ``nginx`` says which of its processes run, ``also`` what else stands in its ``http``.
    """
    environment = {**environment, **SETTINGS}
    ports = {name: free_port() for name in ("front", "public", "desk", "mirror")}
    copy = folder / "copy"
    here = {"--port %i": f"--port {ports['public']}", "--port 8001": f"--port {ports['desk']}"}
    here |= {"/srv/portal/mirror": str(copy)}
    with ExitStack() as started:
        application = started.enter_context(
            process(command("portal-public@", here), {**environment, "ROLE": "public"})
        )
        started.enter_context(process(command("portal-desk", here), {**environment, "ROLE": "desk"}))
        if mirrored:
            started.enter_context(process([*command("portal-mirror", here), "--without-pdf"], environment))
        for name in ("public", "desk"):
            wait(ports[name])
        until = time.monotonic() + _SECONDS
        while mirrored and not (copy / "current").exists():
            assert time.monotonic() < until, "no copy was made"
            time.sleep(0.05)
        places = {
            "127.0.0.1:8000": f"127.0.0.1:{ports['public']}",
            "127.0.0.1:8001": f"127.0.0.1:{ports['desk']}",
            "127.0.0.1:8081": f"127.0.0.1:{ports['mirror']}",
            "/srv/portal/mirror/": f"{copy}/",
            "/srv/portal/var/public/": environment["PUBLIC_MEDIA_DIR"].rstrip("/") + "/",
            "/srv/portal/var/static/": f"{ROOT}/static/",
        }
        front = folder / "nginx"
        block = f"{site(front, ports['front'], places)}\n{also}"
        started.enter_context(running(front, block, ports["front"], processes=nginx))
        yield Standing(ports["front"], ports["public"], application)


@contextmanager
def process(
    command: list[str], environment: dict[str, str], code: Path = ROOT
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a command of this code in a process group of its own, which ends with all that it started."""
    started = subprocess.Popen(command, env=environment, cwd=code, start_new_session=True)
    try:
        yield started
    finally:
        if started.poll() is None:
            os.killpg(started.pid, signal.SIGTERM)
            try:
                started.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(started.pid, signal.SIGKILL)
                started.wait()


def wait(port: int) -> None:
    """Wait until somebody listens."""
    until = time.monotonic() + _SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < until, "Granian does not listen"
            time.sleep(0.05)
        else:
            return
