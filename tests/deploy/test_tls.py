"""The servers with TLS, as docs/deploy/nginx.conf has them."""

from __future__ import annotations

import http.client
import re
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from tests.deploy.standing import DESK, PUBLIC
from tests.nginx import DEPLOY, NGINX, free_port, running

pytestmark = pytest.mark.skipif(
    NGINX is None or not shutil.which("openssl"), reason="nginx or openssl is not installed"
)


def test_every_name_is_led_to_https_and_no_other_is_answered(tmp_path: Path) -> None:
    plain, secure = free_port(), free_port()
    own = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=test",
    ]
    subprocess.run(
        [*own, "-keyout", "key.pem", "-out", "fullchain.pem"], cwd=tmp_path, check=True, capture_output=True
    )
    # Nobody answers behind it: what gets through is a 502.
    nobody = f"127.0.0.1:{free_port()}"
    (tmp_path / "portal").mkdir()
    for file in DEPLOY.glob("*.conf"):
        text = file.read_text()
        for place, here in {
            "listen 80": f"listen 127.0.0.1:{plain}",
            "listen 443": f"listen 127.0.0.1:{secure}",
            "listen 127.0.0.1:8081": f"listen 127.0.0.1:{free_port()}",
            "/etc/ssl/portal": str(tmp_path),
            "/var/cache/nginx/portal": f"{tmp_path}/kept",
        }.items():
            text = text.replace(place, here)
        (tmp_path / "portal" / file.name).write_text(
            re.sub(r"(?<!listen )127\.0\.0\.1:8(?:000|001|081)\b", nobody, text)
        )
    unknown = ssl._create_unverified_context()  # noqa: S323  (its certificate is nobody's)
    with running(tmp_path, "include portal/nginx.conf;", plain) as connection:
        found = {}
        for host in (PUBLIC, DESK, "evil.example"):
            connection.request("GET", "/releases/?page=2", headers={"Host": host})
            response = connection.getresponse()
            response.read()
            over = http.client.HTTPSConnection("127.0.0.1", secure, context=unknown, timeout=5)
            over.request("GET", "/releases/", headers={"Host": host})
            found[host] = (response.status, response.getheader("Location"), over.getresponse().status)
            over.close()
    assert found == {
        PUBLIC: (301, f"https://{PUBLIC}/releases/?page=2", 502),
        DESK: (301, f"https://{DESK}/releases/?page=2", 502),
        "evil.example": (421, None, 421),
    }
