"""The limits by address of docs/deploy/nginx.conf, each asked of the real nginx and held against what is announced."""

from __future__ import annotations

import http.client
import re
import time
from collections.abc import Iterator
from contextlib import closing
from typing import NamedTuple

import pytest

from tests.deploy.standing import DESK, PUBLIC
from tests.nginx import DEPLOY, NGINX, running, site
from tests.ports import free_port

CONFIGURED = "".join(file.read_text() for file in sorted(DEPLOY.glob("*.conf")))
TABLE = (DEPLOY.parent / "operating.md").read_text(encoding="utf-8")
ZH, EN = "请求太多，请稍后再试。\n", "Too many requests. Please try again later.\n"


class Limited(NamedTuple):
    """An address that is limited, how many requests pass at once, and what the others are told."""

    zone: str
    host: str
    path: str
    at_once: int
    language: str
    words: str


LIMITED = [
    Limited("search", PUBLIC, "/search/?q=x", 21, "zh-Hans", ZH),
    Limited("search", PUBLIC, "/en/search/?q=x", 21, "en", EN),
    Limited("verify", PUBLIC, "/verify/", 11, "zh-Hans", ZH),
    Limited("verify", PUBLIC, "/en/verify/", 11, "en", EN),
    Limited("files", PUBLIC, "/releases/20260329-1.pdf", 61, "zh-Hans, en", ZH + EN),
    Limited("files", PUBLIC, "/releases/20260329-1/v1.docx", 61, "zh-Hans, en", ZH + EN),
    Limited("login", DESK, "/desk/login/", 11, "zh-Hans", ZH),
]
# Also written in ways that nginx and the application read alike.
DISGUISED = {"/search/": "//%73earch/./", "/desk/login/": "/desk/x/../%6Cogin/"}


def test_what_is_announced_is_what_is_configured() -> None:
    rates = dict(re.findall(r"zone=(\w+):10m rate=(\d+r/[sm]);", CONFIGURED))
    bursts = re.findall(r"limit_req zone=(\w+) burst=(\d+) nodelay;", CONFIGURED)
    # The first request is none of the burst.
    configured = {(zone, rates[zone], str(int(burst) + 1)) for zone, burst in bursts}
    assert set(re.findall(r"\| `(\w+)` \| .* \| (\d+r/[sm]) \| (\d+) \|", TABLE)) == configured
    assert {zone for zone, _ in bursts} == rates.keys()
    assert {(zone, at_once) for zone, _, _, at_once, _, _ in LIMITED} == {
        (zone, int(burst) + 1) for zone, burst in bursts if zone != "api"
    }


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Run nginx with nobody behind it: what it lets through is a 502."""
    port, nobody = free_port(), free_port()
    places = {f"server 127.0.0.1:{behind}": f"server 127.0.0.1:{nobody}" for behind in (8000, 8001, 8081)}
    places |= {"listen 127.0.0.1:8081": f"listen 127.0.0.1:{free_port()}"}
    folder = tmp_path_factory.mktemp("nginx") / "front"
    with running(folder, site(folder, port, places), port):
        yield port


def _asked(port: int, by: str, host: str, path: str, times: int) -> list[tuple[int, dict[str, str], bytes]]:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=5, source_address=(by, 0))) as reader:
        found = []
        for _ in range(times):
            reader.request("GET", path, headers={"Host": host})
            answer = reader.getresponse()
            found.append((answer.status, dict(answer.getheaders()), answer.read()))
        return found


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
@pytest.mark.parametrize("number", range(len(LIMITED)))
def test_who_asks_too_much_is_told_so_and_nobody_else(port: int, number: int) -> None:
    zone, host, path, at_once, language, words = LIMITED[number]
    # Each test's readers have addresses of their own.
    reader, other = f"127.1.{number}.1", f"127.1.{number}.2"
    begun = time.monotonic()
    answers = _asked(port, reader, host, path, at_once * 2)
    # Some come free again meanwhile.
    free = time.monotonic() - begun
    passed = [status for status, _, _ in answers].index(429)
    assert at_once <= passed <= at_once + 1 + 2 * free, zone
    assert {status for status, _, _ in answers} == {502, 429}
    headers, body = answers[passed][1:]
    assert body.decode() == words
    told = {
        name: headers[name] for name in ("Cache-Control", "Content-Language", "Content-Type", "Retry-After")
    }
    assert told == {
        "Cache-Control": "no-store",
        "Content-Language": language,
        "Content-Type": "text/plain; charset=utf-8",
        "Retry-After": "10",
    }
    if disguised := DISGUISED.get(path.partition("?")[0]):
        assert _asked(port, reader, host, disguised, 5)[-1][0] == 429
    # By address, and only there.
    assert _asked(port, other, host, path, 1)[0][0] == 502
    pages = ("/", "/releases/20260329-1/", "/releases/", "/releases/feed/") if host == PUBLIC else ("/desk/",)
    assert {answer[0] for page in pages for answer in _asked(port, reader, host, page, 80)} == {502}


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
def test_a_program_is_told_as_by_the_api(port: int) -> None:
    answers = _asked(port, "127.1.99.1", PUBLIC, "/verify.json", 16)
    headers, body = next((headers, body) for status, headers, body in answers if status == 429)
    assert (headers["Retry-After"], headers["Access-Control-Allow-Origin"]) == ("10", "*")
    assert (headers["Content-Type"], b'"status": 429' in body) == ("application/problem+json", True)
