"""The application fails, and there is no copy yet."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.deploy.behind import Quiet, answering
from tests.deploy.standing import PUBLIC, sent
from tests.nginx import NGINX, running, site
from tests.ports import free_port

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")


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


class Once(Quiet):
    """Answers the first who asks for a path; all others find it broken: with 500, or with no word."""

    asked: set[str]

    def do_GET(self) -> None:  # noqa: N802  (the library's name)
        self.close_connection = True
        if self.path not in self.asked:
            self.asked.add(self.path)
            self.send_response(200)
            self.send_header("X-Accel-Expires", f"@{int(time.time())}")
            self.send_header("Cache-Control", "s-maxage=1")
        elif self.path == "/topics/":
            self.send_response(500)
        else:
            return
        # Said: nginx must not find a connection that it kept closed.
        self.send_header("Connection", "close")
        self.send_header("Content-Length", "3")
        self.end_headers()
        self.wfile.write(b"old")


def test_a_page_of_before_does_not_come_back_with_a_failure(tmp_path: Path) -> None:
    port, told = free_port(), []
    with answering(type("Asked", (Once,), {"asked": set()})) as behind:
        places = {
            "127.0.0.1:8000": f"127.0.0.1:{behind}",
            "127.0.0.1:8081": f"127.0.0.1:{free_port()}",
            "/srv/portal/": f"{tmp_path}/",
        }
        with running(tmp_path, site(tmp_path, port, places), port):
            for _ in range(2):
                # In a second of their own.
                time.sleep(1.01 - time.time() % 1)
                for path in ("/topics/", "/people/", "/releases/20260329-1/"):
                    request = [f"GET {path} HTTP/1.1".encode(), f"Host: {PUBLIC}".encode()]
                    status, answer = sent(port, request)
                    told.append((status, answer.endswith(b"\r\n\r\nold")))
    assert told == [(200, True)] * 3 + [(503, False)] * 3
