"""Everything that stands on one machine: nginx, the public's Granian and the desk's, and the copy in files."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.deploy.units import command
from tests.nginx import ALONE, running, secure_site, site
from tests.ports import free_port, wait_for
from tests.roles.serving import ROOT

PUBLIC, DESK = "www.example.gov.cn", "desk.example.gov.cn"
SETTINGS = {
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
    """Where nginx listens, and the process group that answers the public behind it.

    With TLS, ``certificate`` is what nginx shows at the port, and ``plain`` is where it leads to it from.
    """

    port: int
    behind: int
    application: subprocess.Popen[bytes]
    plain: int = 0
    certificate: Path | None = None

    def kill_application(self) -> None:
        """End it and its workers as a fault would."""
        os.killpg(self.application.pid, signal.SIGKILL)
        self.application.wait()

    def ask(
        self, path: str, *, host: str = PUBLIC, headers: tuple[bytes, ...] = (), method: str = "GET"
    ) -> tuple[int, bytes]:
        """Return the status and all that was answered, head and body."""
        return self.sent([f"{method} {path} HTTP/1.1".encode(), f"Host: {host}".encode(), *headers])

    def sent(self, lines: list[bytes], body: bytes = b"") -> tuple[int, bytes]:
        """Send a request to nginx; return what :func:`sent` does."""
        return sent(self.port, lines, body, certificate=self.certificate)


def sent(
    port: int, lines: list[bytes], body: bytes = b"", *, certificate: Path | None = None
) -> tuple[int, bytes]:
    """Send a request byte for byte; return the status, 0 where nothing came, and the whole answer."""
    with ExitStack() as opened:
        connection = opened.enter_context(socket.create_connection(("127.0.0.1", port), timeout=30))
        if certificate:
            secure = _trusting(certificate).wrap_socket(connection, server_hostname=PUBLIC)
            connection = opened.enter_context(secure)
        connection.sendall(b"\r\n".join([*lines, b"Connection: close", b"", body]))
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return (int(answer.split(b" ", 2)[1]) if answer.startswith(b"HTTP/") else 0), answer


@cache
def _trusting(certificate: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(certificate))


@contextmanager
def standing(
    folder: Path,
    environment: dict[str, str],
    *,
    mirrored: bool = True,
    nginx: str = ALONE,
    also: str = "",
    secure: bool = False,
    own: Mapping[str, Mapping[str, str]] | None = None,
) -> Iterator[Standing]:
    """Start all of it on this database and these files; the copy is whole before anything is asked.

    ``nginx`` says which of its processes run, ``also`` what else stands in its ``http``. ``secure`` keeps TLS in.
    ``own`` is what the environment of ``public`` and ``desk`` has, each for itself.
    """
    environment = {"DEVELOPMENT": "1", **environment, **SETTINGS}
    ports = {name: free_port() for name in ("front", "plain", "public", "desk", "mirror")}
    copy = folder / "copy"
    here = {"--port %i": f"--port {ports['public']}", "--port 8001": f"--port {ports['desk']}"}
    here |= {"/srv/portal/mirror": str(copy)}
    with ExitStack() as started:
        applications = {}
        for name, unit in (("public", "portal-public@"), ("desk", "portal-desk")):
            role = {**environment, "ROLE": name, **(own or {}).get(name, {})}
            applications[name] = started.enter_context(process(command(unit, here), role))
        if mirrored:
            started.enter_context(process([*command("portal-mirror", here), "--without-pdf"], environment))
        for name in applications:
            wait_for(ports[name])
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
            "/srv/portal/var/static/": environment.get("STATIC_ROOT", f"{ROOT}/static") + "/",
        }
        front = folder / "nginx"
        if secure:
            block = secure_site(front, ports["plain"], ports["front"], places)
        else:
            block = site(front, ports["front"], places)
        started.enter_context(running(front, f"{block}\n{also}", ports["front"], processes=nginx))
        yield Standing(
            ports["front"],
            ports["public"],
            applications["public"],
            plain=ports["plain"] * secure,
            certificate=front / "fullchain.pem" if secure else None,
        )


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
