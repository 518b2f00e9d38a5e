"""What of a request reaches the application behind the public's server."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.deploy.attacks import requests
from tests.deploy.behind import Quiet, answering
from tests.deploy.standing import PUBLIC, sent
from tests.nginx import NGINX, running, site
from tests.ports import free_port

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
ALWAYS = {
    ("Host", PUBLIC),
    ("X-Forwarded-Proto", "http"),
    ("X-Real-IP", "127.0.0.1"),
    ("X-Keep-Within", "second"),
    ("X-Headers-From", "front"),
}
KEPT = (("Cache-Control", "s-maxage=1"), ("X-Accel-Expires", "60"))
Asked = tuple[str, str, frozenset[tuple[str, str]], bytes]


def _noting(asked: list[Asked], *said: tuple[str, str]) -> type[Quiet]:
    """Answer every request, saying so much of it, and note it."""

    class Noting(Quiet):
        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            asked.append((self.command, self.requestline.split()[1], frozenset(self.headers.items()), body))
            self.send_response(200)
            for header in (("Content-Length", "0"), *said):
                self.send_header(*header)
            self.end_headers()

        do_GET = do_HEAD = do_POST = do_OPTIONS = do_PURGE = do_EVIL = answer  # noqa: N815  (the library's names)

    return Noting


def _handed_on(folder: Path, path: bytes) -> list[Asked]:
    """Return what reaches the application of all that somebody sends for the path."""
    asked: list[Asked] = []
    port = free_port()
    with answering(_noting(asked)) as behind:
        places = {"127.0.0.1:8000": f"127.0.0.1:{behind}", "127.0.0.1:8081": f"127.0.0.1:{free_port()}"}
        with running(folder, site(folder, port, places), port):
            for lines, body in requests(path):
                sent(port, lines, body)
    # Of a file, not all in a second.
    assert len(asked) > 60
    return asked


def test_nothing_of_what_somebody_sends_goes_on_but_method_path_and_what_is_known(tmp_path: Path) -> None:
    asked = _handed_on(tmp_path, b"/releases/?page=2")
    assert {headers - {("Accept-Encoding", "gzip")} for _, _, headers, _ in asked} == {frozenset(ALWAYS)}
    assert {body for *_, body in asked} == {b""}
    assert {method for method, *_ in asked} == {"GET", "POST", "OPTIONS", "PURGE", "EVIL"}
    assert {path for _, path, *_ in asked} == {
        "/releases/?page=2",
        # A page of its own, by its own key.
        "/releases/?page=2;page=evil.example",
        "/./releases/?page=2",
        "//releases/?page=2",
        "/evil.example/../releases/?page=2",
        "/evil.example/%2e%2e/releases/?page=2",
    }


def test_of_a_file_a_part_may_be_asked_for(tmp_path: Path) -> None:
    asked = _handed_on(tmp_path, b"/releases/20260329-1.zip?page=2")
    assert {headers - {("Accept-Encoding", "gzip"), *ALWAYS} for _, _, headers, _ in asked} == {
        frozenset(),
        frozenset({("Range", "bytes=0-9")}),
        frozenset({("Range", "bytes=0-9,20-29")}),
        frozenset({("Range", "evil.example")}),
        frozenset({("Range", "bytes=0-0"), ("If-Range", '"evil.example"')}),
    }
    assert {body for *_, body in asked} == {b""}


@pytest.mark.parametrize(
    "path", ["/releases/20260329-1/", "/releases/20260329-1.json", "/releases/", "/topics/"]
)
def test_what_no_page_knows_is_not_asked_for_again(tmp_path: Path, path: str) -> None:
    asked: list[Asked] = []
    port = free_port()
    with answering(_noting(asked, *KEPT)) as behind:
        places = {"127.0.0.1:8000": f"127.0.0.1:{behind}", "127.0.0.1:8081": f"127.0.0.1:{free_port()}"}
        with running(tmp_path, site(tmp_path, port, places), port):
            for rest in ("", "?from=singlemessage", "?from=timeline", "#turns", "?#turns", "", "?v=1"):
                answer = sent(port, [f"GET {path}{rest} HTTP/1.1".encode(), f"Host: {PUBLIC}".encode()])
                assert answer[0] == 200
    assert [asked_for for _, asked_for, *_ in asked] == [path]


@pytest.mark.parametrize(
    "said",
    [
        (*KEPT[1:], ("Cache-Control", "private")),
        (("Cache-Control", "max-age=60"),),
        (("Vary", "Accept-Encoding, Cookie"), *KEPT),
        (("Set-Cookie", "a=b"), *KEPT),
    ],
)
def test_what_is_not_for_all_is_asked_for_each_time(
    tmp_path: Path, said: tuple[tuple[str, str], ...]
) -> None:
    asked: list[Asked] = []
    port = free_port()
    paths = ["/topics/", "/releases/20260329-1/", "/releases/20260329-1.json"] * 2
    with answering(_noting(asked, *said)) as behind:
        places = {"127.0.0.1:8000": f"127.0.0.1:{behind}", "127.0.0.1:8081": f"127.0.0.1:{free_port()}"}
        with running(tmp_path, site(tmp_path, port, places), port):
            for path in paths:
                assert sent(port, [f"GET {path} HTTP/1.1".encode(), f"Host: {PUBLIC}".encode()])[0] == 200
    assert [asked_for for _, asked_for, *_ in asked] == paths
