"""Cache poisoning and cache deception, as everything that is deployed withstands them."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path

from tests.deploy.attacks import DECEPTIONS, EVIL, requests
from tests.deploy.standing import DESK, PUBLIC, Standing, sent
from tests.record.keeping.redis_server import RedisServer

GZIP = b"Accept-Encoding: gzip"
# The title of a draft, and the list it stands in.
SECRET, DRAFTS = "清水入城".encode(), "/desk/desk/conference/"


def nobody_is_shown_what_another_sent_or_may_read(
    front: Standing, redis: RedisServer, *, cookie: bytes, kept_in: Path
) -> None:
    """Attack; ``cookie`` is of somebody who may read the draft, ``kept_in`` is nginx's folder."""
    _poisoned(front)
    before = _kept(redis)
    assert before
    _deceived(front, cookie)
    # What is kept for all: of the desk nothing, and nothing that was anybody's own.
    assert _kept(redis).keys() == before.keys()
    kept = [file.read_bytes() for file in kept_in.rglob("*") if file.is_file()]
    # What is not kept could not have been poisoned.
    assert len([one for one in kept if b"\nHTTP/1.1 200 " in one]) > 60
    for one in (*kept, *before.values()):
        assert b"/desk/" not in one.partition(b"\r\n\r\n")[0]
        assert SECRET not in _unpacked(one)
        assert b"set-cookie" not in one.lower()


def _kept(redis: RedisServer) -> dict[bytes, bytes]:
    """Return all that Redis holds."""
    with redis.client() as client:
        return {name: client.get(name) for name in client.scan_iter()}


def _unpacked(kept: bytes) -> bytes:
    """Return a kept page with its body as it is read."""
    head, begin, body = kept.partition(b"\x1f\x8b\x08")
    return head + zlib.decompressobj(wbits=31).decompress(begin + body) if begin else kept


def _clean(answered: tuple[int, bytes]) -> tuple[int, dict[str, str], bytes]:
    """Return what an ordinary reader is answered, but for what the time and the way say."""
    status, answer = answered
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


def _ordinary(path: bytes) -> list[bytes]:
    return [b"GET %s HTTP/1.1" % path, b"Host: " + PUBLIC.encode(), GZIP]


def _poisoned(front: Standing) -> None:
    # Of each an address that nobody has asked for yet, and what of it the page knows.
    attacks = [
        (f"{path}{asked}".encode(), f"{path}{asked if known else ''}".encode(), attack)
        for number, attack in enumerate(requests(b"\0"), start=1000)
        for path, asked, known in (
            ("/releases/", f"?words={number}", True),
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
        front.sent([lines[0].replace(b"\0", path), *lines[1:], *form], body)
        read = _clean(front.sent(_ordinary(path)))
        alone = _clean(sent(front.behind, [*_ordinary(known), b"X-Forwarded-Proto: https"]))
        if read != alone or EVIL in read[2]:
            wrong.append((path, lines))
    assert wrong == []


def _deceived(front: Standing, cookie: bytes) -> None:
    # They can read it, and it could leak.
    assert SECRET in front.ask(DRAFTS, host=DESK, headers=(cookie,))[1]
    assert len(DECEPTIONS) >= 12
    for deception in DECEPTIONS:
        path = deception % DRAFTS
        for host in (DESK, PUBLIC):
            _, own = front.ask(path, host=host, headers=(cookie,))
            assert host == DESK or SECRET not in own, path
            for other in (DESK, PUBLIC):
                assert SECRET not in front.ask(path, host=other)[1], path
                assert SECRET not in front.ask(DRAFTS, host=other)[1], path
