"""The real nginx, for tests of the files in docs/deploy/."""

from __future__ import annotations

import http.client
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path

from tests.ports import free_port

DEPLOY = Path(__file__).resolve().parents[1] / "docs/deploy"
# Not on the path of every user.
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
# One process, and as a server is started: with workers, and with those that look after what is kept.
ALONE = "master_process off;"
WHOLE = "worker_processes 1; user root; pcre_jit on; worker_rlimit_nofile 40000;"


@contextmanager
def running(
    folder: Path, http_block: str, port: int, *, processes: str = ALONE
) -> Iterator[http.client.HTTPConnection]:
    """Run nginx with this in its ``http``, and give a connection to the port; it writes to the folder alone.

    It logs each request, as nginx does by itself and as a public site has to.
    """
    folder.mkdir(exist_ok=True)
    bodies = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    paths = "".join(f"{one}_temp_path {folder}/{one}; " for one in bodies)
    (folder / "nginx.conf").write_text(
        f"daemon off; {processes} pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{ worker_connections 16384; }}\n"
        f"http {{ access_log {folder}/access.log; sendfile on; tcp_nopush on; {paths}\n{http_block}\n}}\n"
    )
    server = subprocess.Popen([str(NGINX), "-p", str(folder), "-c", str(folder / "nginx.conf")])
    try:
        with closing(_connected(port)) as connection:
            yield connection
    finally:
        server.terminate()
        server.wait()


def site(folder: Path, port: int, places: Mapping[str, str]) -> str:
    """Return ``http``'s content for docs/deploy/nginx.conf, all of it at one port of loopback and without TLS.

    ``places`` are what an operator sets: parts of the files, such as ``127.0.0.1:8000``, and what they are here.
    """

    def without_tls(text: str) -> str:
        text = without_ipv6(text)
        text = re.sub(r"(?s)server \{\n    listen 80;.*?\n\}\n", "", text)
        text = re.sub(r"    (?:listen 80 .*|include portal/tls\.conf;)\n", "", text)
        return text.replace("listen 443 ssl http2", f"listen 127.0.0.1:{port}")

    return _written(folder, places, without_tls)


def secure_site(folder: Path, plain: int, secure: int, places: Mapping[str, str]) -> str:
    """Return the same as it is deployed: with TLS, HTTP/2, and the way there from the plain port.

    The certificate is made in the folder, as ``fullchain.pem``.
    """
    folder.mkdir(exist_ok=True)
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=test"
        " -addext subjectAltName=DNS:www.example.gov.cn,DNS:desk.example.gov.cn"
        " -keyout key.pem -out fullchain.pem"
    )
    subprocess.run(command.split(), cwd=folder, check=True, capture_output=True)
    listening = {
        "listen 80": f"listen 127.0.0.1:{plain}",
        "listen 443": f"listen 127.0.0.1:{secure}",
        "listen [::]:80": f"listen [::1]:{plain}",
        "listen [::]:443": f"listen [::1]:{secure}",
        "/etc/ssl/portal": str(folder),
    }
    return _written(folder, {**listening, **places}, (lambda text: text) if has_ipv6() else without_ipv6)


def has_ipv6() -> bool:
    """Return whether this machine's loopback has an address of version 6."""
    try:
        with socket.create_server(("::1", 0), family=socket.AF_INET6):
            return True
    except OSError:
        return False


def without_ipv6(text: str) -> str:
    """Return a file for nginx without what listens at such addresses."""
    return re.sub(r"    listen \[::\].*\n", "", text)


def _written(folder: Path, places: Mapping[str, str], changed: Callable[[str], str]) -> str:
    parts = folder / "portal"
    parts.mkdir(parents=True)
    # Of two that answer the public, a test needs one.
    alone = {"127.0.0.1:8002": f"127.0.0.1:{free_port()}"}
    places = {"/var/cache/nginx/portal": f"{folder}/kept", **alone, **places}
    # At once: what one was replaced with may look like another.
    each = re.compile("|".join(map(re.escape, sorted(places, key=len, reverse=True))))
    for file in DEPLOY.glob("*.conf"):
        text = each.sub(lambda found: places[found[0]], changed(file.read_text()))
        (parts / file.name).write_text(text)
    return "include portal/nginx.conf;"


def _connected(port: int) -> http.client.HTTPConnection:
    for _ in range(100):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.connect()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return connection
    raise AssertionError("nginx does not listen")
