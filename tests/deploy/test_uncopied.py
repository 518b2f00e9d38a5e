"""The application fails, and there is no copy yet."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deploy.standing import PUBLIC
from tests.nginx import NGINX, running, site
from tests.ports import free_port


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
@pytest.mark.parametrize(
    "answers", ["", *(f"server {{{{ listen 127.0.0.1:{{}}; return {status}; }}}}" for status in (500, 503))]
)
def test_nothing_is_said_to_be_missing(tmp_path: Path, answers: str) -> None:
    port, application = free_port(), free_port()
    places = {
        "127.0.0.1:8000": f"127.0.0.1:{application}",
        "127.0.0.1:8081": f"127.0.0.1:{free_port()}",
        "/srv/portal/": f"{tmp_path}/",
    }
    told = {}
    also = answers.format(application)
    with running(tmp_path, f"{site(tmp_path, port, places)}\n{also}", port) as connection:
        for path in (
            "/",
            "/en/releases/20260329-1/",
            "/releases/20260329-1/",
            "/releases/20260329-1/?from=singlemessage",
            "/releases/feed/",
            "/api/v1/releases",
            "/media/a.jpg",
            "/q/1/t1",
        ):
            connection.request("GET", path, headers={"Host": PUBLIC})
            answer = connection.getresponse()
            answer.read()
            told[path] = (answer.status, answer.headers["Retry-After"])
    assert told == dict.fromkeys(told, (503, "60"))
