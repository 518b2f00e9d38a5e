"""Cache poisoning and cache deception against the real nginx, before Granian in both roles."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from django.test import Client

from tests.browser.content import as_migrated
from tests.deploy.attacks import DECEPTIONS, EVIL, requests
from tests.deploy.standing import DESK, PUBLIC, Standing, sent, standing
from tests.desk.making import CLEAN, account, ready
from tests.desk.processes import shared_database
from tests.nginx import NGINX
from tests.record.making import DOCUMENT, release_of

pytestmark = [
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.sqlite,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
]
GZIP = b"Accept-Encoding: gzip"
# The title of a draft, and the list it stands in.
SECRET, DRAFTS = "清水入城".encode(), "/desk/desk/conference/"


def test_nobody_is_shown_what_another_sent_or_may_read(tmp_path: Path) -> None:
    as_migrated()
    release_of(DOCUMENT)
    ready(text=CLEAN)
    staff = Client()
    staff.force_login(account("签发", "issuer-wang"))
    cookie = f"Cookie: sessionid={staff.cookies['sessionid'].value}".encode()
    with shared_database(tmp_path) as environment, standing(tmp_path, environment, mirrored=False) as all_of:
        _poisoned(all_of)
        _deceived(all_of, cookie)


def _clean(port: int, path: bytes) -> tuple[int, dict[str, str], bytes]:
    """Return what an ordinary reader is answered, but for what the time and the way say."""
    lines = [b"GET %s HTTP/1.1" % path, b"Host: " + PUBLIC.encode(), GZIP]
    status, answer = sent(port, lines)
    head, _, body = answer.partition(b"\r\n\r\n")
    headers = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    if headers.get("transfer-encoding", headers.get("Transfer-Encoding")) == "chunked":
        body = body.partition(b"\r\n")[2].rpartition(b"\r\n0\r\n")[0]
    headers = {name.lower(): value for name, value in headers.items()}
    for name in ("date", "server", "connection", "transfer-encoding", "content-length", "accept-ranges"):
        headers.pop(name, None)
    # What the application did not compress, for it is never kept there, nginx does.
    packed = headers.pop("content-encoding", "") == "gzip"
    return status, headers, gzip.decompress(body) if packed else body


def _poisoned(all_of: Standing) -> None:
    # Of each an address that nobody has asked for yet, and what of it the page knows.
    attacks = [
        (f"{path}{asked}".encode(), f"{path}{asked if known else ''}".encode(), attack)
        for number, attack in enumerate(requests(b"\0"), start=1000)
        for path, asked, known in (
            ("/releases/", f"?year={number}", True),
            # By turns, for the time it takes.
            ("/releases/feed/", f"?a={number}", False)
            if number % 2
            else (f"/nowhere-{number}/", "?page=2", False),
        )
    ]
    assert len(attacks) // 2 >= 60
    wrong = []
    for path, known, (lines, body) in attacks:
        # The same form as the reader after them asks for, or they would meet nobody.
        form = [] if any(line.startswith(GZIP[:16]) for line in lines) else [GZIP]
        sent(all_of.port, [lines[0].replace(b"\0", path), *lines[1:], *form], body)
        read = _clean(all_of.port, path)
        if read != _clean(all_of.behind, known) or EVIL in read[2]:
            wrong.append((path, lines))
    assert wrong == []


def _deceived(all_of: Standing, cookie: bytes) -> None:
    # They can read it, and it could leak.
    assert SECRET in all_of.ask(DRAFTS, host=DESK, headers=(cookie,))[1]
    assert len(DECEPTIONS) >= 12
    for deception in DECEPTIONS:
        path = deception % DRAFTS
        for host in (DESK, PUBLIC):
            _, own = all_of.ask(path, host=host, headers=(cookie,))
            assert host == DESK or SECRET not in own, path
            for other in (DESK, PUBLIC):
                assert SECRET not in all_of.ask(path, host=other)[1], path
                assert SECRET not in all_of.ask(DRAFTS, host=other)[1], path
