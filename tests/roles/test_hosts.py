"""Hosts and headers that nobody sends by accident, byte for byte, to a real Granian."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from tests.browser.content import as_migrated
from tests.desk.processes import shared_database
from tests.roles.serving import granian

pytestmark = [pytest.mark.django_db(transaction=True, serialized_rollback=True), pytest.mark.sqlite]

EVIL = b"evil.example"
OURS = b"Host: news.example.gov.cn"
# Each of these says in another way that the site is somebody else's.
HEADERS = [
    [b"Host: evil.example"],
    [b"Host: evil.example:80"],
    [b"Host: news.example.gov.cn:evil.example"],
    [b"Host: news.example.gov.cn@evil.example"],
    [b"Host: evil.example/news.example.gov.cn"],
    [b"Host: news.example.gov.cn\t.evil.example"],
    [b"Host: news.example.gov.cn, evil.example"],
    [OURS, b"Host: evil.example"],
    [b"Host: evil.example", OURS],
    [b" Host: evil.example", OURS],
    [b"Host : evil.example", OURS],
    [OURS, b"X-Forwarded-Host: evil.example"],
    [OURS, b"X-Forwarded-Host: evil.example", b"X-Forwarded-Host: evil.example"],
    [OURS, b"X-Forwarded-Server: evil.example", b"X-Host: evil.example", b"Forwarded: host=evil.example"],
    [OURS, b"X-Original-URL: /desk/evil.example", b"X-Rewrite-URL: /evil.example"],
    [
        OURS,
        b"X-Forwarded-Prefix: //evil.example",
        b"X-Script-Name: /evil.example",
        b"Script-Name: /evil.example",
    ],
    [
        OURS,
        b"X-Forwarded-Proto: evil.example",
        b"X-Forwarded-Port: 99evil.example",
        b"X-Forwarded-For: evil.example",
    ],
    [OURS, b"X_Forwarded_Host: evil.example", b"X-Real-IP: evil.example", b"Via: evil.example"],
    [OURS, b"Origin: https://evil.example", b"Referer: https://evil.example/", b"User-Agent: evil.example"],
    [OURS, b"Accept-Language: evil.example", b"Cookie: django_language=evil.example; sessionid=evil.example"],
    [OURS, b'If-None-Match: "evil.example"', b"If-Modified-Since: evil.example", b"Range: evil.example"],
    [OURS, b"Folded: a\r\n Host: evil.example"],
    [OURS, b"Bad\x00Name: evil.example"],
    [OURS, b"Split: a\rHost: evil.example"],
    [],
]
LINES = [
    b"GET / HTTP/1.1",
    b"GET /releases HTTP/1.1",
    b"GET /search/?q=a HTTP/1.1",
    b"GET /nowhere/ HTTP/1.1",
    b"GET /sitemap.xml HTTP/1.1",
    b"GET /api/v1/releases HTTP/1.1",
    b"GET /desk/ HTTP/1.1",
]
# The address itself names a host, in the ways a proxy is asked.
TARGETS = [
    b"GET http://evil.example/ HTTP/1.1",
    b"GET http://evil.example/releases HTTP/1.1",
    b"GET //evil.example/releases HTTP/1.1",
    b"GET //evil.example/.. HTTP/1.1",
    b"GET /\\evil.example HTTP/1.1",
    b"CONNECT evil.example:443 HTTP/1.1",
]


def test_no_host_of_a_caller_is_reflected(tmp_path: Path) -> None:
    as_migrated()
    with shared_database(tmp_path) as environment:
        own = {
            **environment,
            "DEVELOPMENT": "1",
            "ALLOWED_HOSTS": "news.example.gov.cn",
            "SITE_URL": "https://news.example.gov.cn",
        }
        with granian(own) as port:
            plain = {line: _raw(port, line, [OURS]) for line in LINES}
            answers = {(line, *headers): _raw(port, line, headers) for line in LINES for headers in HEADERS}
            led = {line: _raw(port, line, [OURS]) for line in TARGETS}
    assert all(_status(answer) in (b"200", b"301", b"302", b"404") for answer in plain.values())
    assert [asked for asked, answer in answers.items() if EVIL in answer] == []
    # Refused, or answered as if it had not been said.
    others = {
        asked: answer
        for asked, answer in answers.items()
        if _status(answer) != b"400" and _body(answer) != _body(plain[asked[0]])
    }
    assert others == {}
    assert {_status(answer) for answer in answers.values()} >= {b"200", b"400"}
    # An address may come back as a path of the site's own, and never as a place to go to.
    places = {line: _header(answer, b"location") for line, answer in led.items()}
    assert [
        place for place in places.values() if place.startswith((b"//", b"http:", b"https:", b"/\\"))
    ] == []


def _raw(port: int, line: bytes, headers: list[bytes]) -> bytes:
    """Return everything that is answered to these bytes."""
    with socket.create_connection(("127.0.0.1", port), timeout=30) as caller:
        caller.sendall(b"\r\n".join([line, *headers, b"Connection: close", b"", b""]))
        parts = []
        while part := caller.recv(65536):
            parts.append(part)
    return b"".join(parts)


def _status(answer: bytes) -> bytes:
    return answer[9:12]


def _body(answer: bytes) -> bytes:
    return answer.partition(b"\r\n\r\n")[2]


def _header(answer: bytes, name: bytes) -> bytes:
    lines = answer.partition(b"\r\n\r\n")[0].split(b"\r\n")
    return next(
        (line.partition(b":")[2].strip() for line in lines if line.lower().startswith(name + b":")), b""
    )
