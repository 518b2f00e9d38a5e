"""Readers who go on reading, and note every request that was not answered as it should be."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urlencode

from tests.deploy.standing import PUBLIC

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUOTED = urlencode({"text": "他说：“下面介绍三项举措。”"})
# Each reader has an address of its own, and keeps to what nginx lets one have: a second or two for a round.
PAUSE = 0.15


@dataclass
class Readers:
    """How many requests there were, and which were not answered with 200."""

    asked: int = 0
    failed: list[str] = field(default_factory=list)


def paths(releases: Sequence[str], number: int) -> list[str]:
    """Return what a reader asks for in one round."""
    pk = releases[number % len(releases)]
    suffix = ("json", "txt", "docx")[number % 3]
    some = ("/questions/", "/people/", "/topics/", "/departments/", "/releases/feed/", "/sitemap.xml")
    return [
        "/",
        "/releases/",
        f"/releases/{pk}/",
        f"/en/releases/{pk}/",
        f"/releases/{pk}.{suffix}",
        "/search/?q=%E4%BB%8B%E7%BB%8D",
        f"/releases/{pk}/changes/",
        f"/api/v1/releases/{pk}",
        some[number % len(some)],
        "/api/v1/search?q=%E4%BB%8B%E7%BB%8D",
        f"/releases/{pk}/v1/",
        "/record/chain.json",
    ]


@contextmanager
def reading(port: int, releases: Sequence[str], number: int) -> Iterator[Readers]:
    """Let so many read until the block ends."""
    found, ended = Readers(), threading.Event()
    threads = [
        threading.Thread(target=_read, args=(port, releases, each, found, ended)) for each in range(number)
    ]
    for thread in threads:
        thread.start()
    try:
        yield found
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _read(port: int, releases: Sequence[str], number: int, found: Readers, ended: threading.Event) -> None:
    address = f"127.0.1.{number + 1}"
    for turn in count():
        for path in paths(releases, number + turn):
            # Pages do not know this parameter, and no cache may tell them apart by it; the API refuses it.
            more = "" if "/api/" in path else f"{'&' if '?' in path else '?'}from={turn}"
            _ask(port, address, "GET", path + more, found)
            if ended.wait(PAUSE):
                return
        if turn % 4 == 0:
            _ask(port, address, "POST", "/verify.json", found)


def _ask(port: int, address: str, method: str, path: str, found: Readers) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20, source_address=(address, 0))
    body, headers = (QUOTED, FORM) if method == "POST" else (None, {})
    try:
        connection.request(method, path, body, {"Host": PUBLIC, **headers})
        response = connection.getresponse()
        response.read()
        said = str(response.status)
    except (OSError, http.client.HTTPException) as error:
        said = repr(error)
    finally:
        connection.close()
    found.asked += 1
    if said != "200":
        found.failed.append(f"{method} {path}: {said}")
