"""The servers with TLS, as docs/deploy/nginx.conf has them."""

from __future__ import annotations

import http.client
import shutil
import socket
import ssl
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.deploy.standing import DESK, PUBLIC
from tests.nginx import NGINX, has_ipv6, running, secure_site
from tests.ports import free_port

pytestmark = pytest.mark.skipif(
    NGINX is None or not shutil.which("openssl"), reason="nginx or openssl is not installed"
)


class Servers(NamedTuple):
    """The ports they listen at, and what they show."""

    plain: int
    secure: int
    certificate: Path


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Run nginx with nobody behind it: what gets through is a 502."""
    plain, secure, nobody = free_port(), free_port(), free_port()
    places = {f"server 127.0.0.1:{behind}": f"server 127.0.0.1:{nobody}" for behind in (8000, 8001, 8081)}
    places |= {
        "proxy_pass http://127.0.0.1:8081": f"proxy_pass http://127.0.0.1:{nobody}",
        "listen 127.0.0.1:8081": f"listen 127.0.0.1:{free_port()}",
    }
    folder = tmp_path_factory.mktemp("tls") / "nginx"
    with running(folder, secure_site(folder, plain, secure, places), plain):
        yield Servers(plain, secure, folder / "fullchain.pem")


@pytest.mark.parametrize("address", ["127.0.0.1", "::1" if has_ipv6() else "localhost"])
def test_every_name_is_led_to_https_and_no_other_is_answered(servers: Servers, address: str) -> None:
    # Its certificate is not for the name that is none of ours.
    unknown = ssl._create_unverified_context()  # noqa: S323
    found = {}
    for host in (PUBLIC, DESK, "evil.example"):
        told = []
        for connection in (
            http.client.HTTPConnection(address, servers.plain, timeout=5),
            http.client.HTTPSConnection(address, servers.secure, context=unknown, timeout=5),
        ):
            connection.request("GET", "/releases/?page=2", headers={"Host": host})
            answer = connection.getresponse()
            answer.read()
            # Over plain HTTP anybody could have written it.
            assert "Strict-Transport-Security" not in answer.headers
            told.append((answer.status, answer.headers["Location"]))
            connection.close()
        found[host] = told
    assert found == {
        PUBLIC: [(301, f"https://{PUBLIC}/releases/?page=2"), (502, None)],
        DESK: [(301, f"https://{DESK}/releases/?page=2"), (502, None)],
        "evil.example": [(421, None), (421, None)],
    }


def _agreed(servers: Servers, name: str, most: ssl.TLSVersion, *, least: ssl.TLSVersion) -> tuple[str, str]:
    """Return what version and protocol are agreed upon, as text."""
    context = ssl.create_default_context(cafile=str(servers.certificate))
    context.set_alpn_protocols(["h2", "http/1.1"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version, context.maximum_version = least, most
    # Else the reader's side refuses what is old before the server is asked.
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    with (
        socket.create_connection(("127.0.0.1", servers.secure), timeout=5) as plain,
        context.wrap_socket(plain, server_hostname=name) as secure,
    ):
        return str(secure.version()), str(secure.selected_alpn_protocol())


@pytest.mark.parametrize("name", [PUBLIC, DESK])
def test_both_sites_speak_http_2_over_what_is_safe(servers: Servers, name: str) -> None:
    old, safe, newest = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3
    assert _agreed(servers, name, safe, least=safe) == ("TLSv1.2", "h2")
    assert _agreed(servers, name, newest, least=safe) == ("TLSv1.3", "h2")
    for version in (old, ssl.TLSVersion.TLSv1_1):
        with pytest.raises(ssl.SSLError, match="PROTOCOL_VERSION"):
            _agreed(servers, name, version, least=old)
