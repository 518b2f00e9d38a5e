"""What readers get while a page is renewed behind the real nginx, by the headers that the application sends."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from tests.deploy.behind import Quiet, answering
from tests.deploy.standing import PUBLIC, sent
from tests.nginx import NGINX, running, site
from tests.ports import free_port

# How long the page takes to make.
SLOW = 0.4


def _slow(headers: dict[str, str], asked: list[float], seconds: float = SLOW) -> type[Quiet]:
    """Number the answers, each late and with these headers in this order, as of when it was begun."""

    class Slow(Quiet):
        def do_GET(self) -> None:  # noqa: N802  (the library's name)
            asked.append(time.time())
            body = str(len(asked)).encode()
            moment = f"@{int(asked[-1])}"
            time.sleep(seconds)
            self.send_response(200)
            for name, value in headers.items():
                self.send_header(name, moment if name == "X-Accel-Expires" else value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    return Slow


@pytest.mark.django_db
@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_one_asks_and_the_others_get_the_page_of_the_second_before(
    tmp_path: Path, client: Client, settings: Settings
) -> None:
    settings.TRUST_X_REAL_IP = True
    said = client.get("/releases/", headers={"X-Keep-Within": "second", "X-Headers-From": "front"}).headers
    port, asked = free_port(), list[float]()
    request = [b"GET /releases/ HTTP/1.1", f"Host: {PUBLIC}".encode()]

    def ask(late: float) -> tuple[bytes, bool]:
        """Ask so much later; return the page and whether it came at once."""
        time.sleep(late)
        begun = time.monotonic()
        page = sent(port, request)[1].rpartition(b"\r\n")[2]
        return page, time.monotonic() - begun < SLOW / 2

    with answering(_slow(dict(said.items()), asked)) as behind:
        places = {"127.0.0.1:8000": f"127.0.0.1:{behind}", "127.0.0.1:8081": f"127.0.0.1:{free_port()}"}
        with running(tmp_path, site(tmp_path, port, places), port), ThreadPoolExecutor(9) as readers:
            time.sleep(1.01 - time.time() % 1)
            assert ask(0) == (b"1", False)
            time.sleep(1.01 - time.time() % 1)
            told = list(readers.map(ask, [0.0, *[SLOW / 4] * 8]))
    assert told == [(b"2", False), *[(b"1", True)] * 8]
    assert len(asked) == 2


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_of_those_who_come_first_one_asks_and_the_others_wait(tmp_path: Path) -> None:
    port, asked = free_port(), list[float]()
    request = [b"GET /releases/ HTTP/1.1", f"Host: {PUBLIC}".encode()]
    # nginx lets those who wait look twice: after half a second, and when the second of the lock is over.
    with answering(_slow({"Cache-Control": "s-maxage=60"}, asked, SLOW / 2)) as behind:
        places = {"127.0.0.1:8000": f"127.0.0.1:{behind}", "127.0.0.1:8081": f"127.0.0.1:{free_port()}"}
        with running(tmp_path, site(tmp_path, port, places), port), ThreadPoolExecutor(30) as readers:
            told = [*readers.map(lambda _: sent(port, request)[1].rpartition(b"\r\n")[2], range(30))]
    assert (told, len(asked)) == ([b"1"] * 30, 1)
