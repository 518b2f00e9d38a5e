"""Whatever Redis does: what comes back is the page that was kept, or nothing, and soon."""

from __future__ import annotations

import os
import random
import signal
import socket
import time
from collections.abc import Iterable, Iterator
from itertools import chain, repeat
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from releases.record.keeping import shared
from releases.record.keeping.sealed import LARGEST, name_of, seal
from releases.record.keeping.shared import Shared
from tests.record.keeping.lying_redis import LyingRedis
from tests.record.keeping.making import STAMP, page_of
from tests.record.keeping.redis_server import RedisServer
from tests.record.making import release_of

PAGE = page_of()
NAME = name_of("/", "", STAMP)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    with RedisServer(tmp_path_factory.mktemp("redis")) as server:
        yield server


@pytest.fixture
def server(running: RedisServer) -> RedisServer:
    with running.client() as client:
        client.flushall()
    return running


@pytest.fixture
def pages(server: RedisServer) -> Iterator[Shared]:
    found = Shared(server.url)
    yield found
    found.close()


def seconds_of(pages: Shared) -> float:
    """Ask once and return how long that took; nothing is found."""
    begun = time.monotonic()
    assert pages.get("/", "", STAMP) is None
    return time.monotonic() - begun


def test_a_page_is_kept_for_every_process(server: RedisServer, pages: Shared) -> None:
    assert pages.get("/", "", STAMP) is None
    pages.keep("/", "", PAGE)
    other = Shared(server.url)
    assert other.get("/", "", STAMP) == PAGE
    assert (other.get("/", "page=2", STAMP), other.get("/", "", (2, "now"))) == (None, None)
    other.close()
    with server.client() as client:
        assert client.keys() == [NAME.encode()]
        assert 0 < client.ttl(NAME) <= 3_600


def test_a_lying_redis_is_not_believed(server: RedisServer, pages: Shared) -> None:
    pages.keep("/", "", PAGE)
    pages.keep("/x/", "", page_of("另一页"))
    with server.client() as client:
        kept, other = client.get(NAME), client.get(name_of("/x/", "", STAMP))
        assert isinstance(kept, bytes)
        assert isinstance(other, bytes)
        lies = [
            other,
            kept[:-1],
            kept[:10],
            kept + b"x",
            b"x" * 200,
            kept.replace(PAGE.compressed, page_of("假话" * 1_000).compressed),
        ]
        for lie in lies:
            client.set(NAME, lie)
            assert pages.get("/", "", STAMP) is None
        client.delete(NAME)
        client.lpush(NAME, kept)
        assert pages.get("/", "", STAMP) is None
        # It has answered each time: it is still asked.
        client.delete(NAME)
        client.set(NAME, kept)
    assert pages.get("/", "", STAMP) == PAGE


def test_a_giant_value_is_not_read_to_its_end(server: RedisServer, pages: Shared) -> None:
    with server.client() as client:
        client.config_set("maxmemory", "100mb")
        client.set(NAME, seal(NAME, PAGE) + b"x" * 50_000_000)
        before = client.info("stats")["total_net_output_bytes"]
        assert pages.get("/", "", STAMP) is None
        assert client.info("stats")["total_net_output_bytes"] - before < LARGEST + 10_000
        client.flushall()
        client.config_set("maxmemory", "4mb")


def test_a_page_that_is_too_large_is_not_sent(server: RedisServer, pages: Shared) -> None:
    pages.keep("/", "", page_of(random.Random(1).randbytes(LARGEST).hex()))
    with server.client() as client:
        assert client.dbsize() == 0


def test_a_full_redis_keeps_nothing_more_and_is_still_asked(server: RedisServer, pages: Shared) -> None:
    pages.keep("/", "", PAGE)
    with server.client() as client:
        client.config_set("maxmemory", "1")
        pages.keep("/x/", "", PAGE)
        client.config_set("maxmemory", "4mb")
    assert pages.get("/x/", "", STAMP) is None
    assert pages.get("/", "", STAMP) == PAGE


def test_a_hung_redis_is_waited_for_once(server: RedisServer, pages: Shared) -> None:
    pages.keep("/", "", PAGE)
    others = [Shared(server.url) for _ in range(3)]
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        assert 0.04 <= seconds_of(pages) < 0.5
        assert seconds_of(pages) < 0.04
        pages.keep("/x/", "", PAGE)
        # After one wait, not after the whole; the quickest of them, because the machine has other work.
        assert min(seconds_of(other) for other in others) < 0.2
    finally:
        os.kill(server.process.pid, signal.SIGCONT)
        for other in others:
            other.close()


def test_a_redis_that_takes_no_connection_is_waited_for_once() -> None:
    with socket.create_server(("127.0.0.1", 0), backlog=0) as deaf:
        host, port = deaf.getsockname()
        pages = Shared(f"redis://{host}:{port}/0")
        # Nobody accepts it, and it takes the place of whoever comes next.
        waiting = socket.create_connection((host, port))
        assert 0.04 <= seconds_of(pages) < 2
        assert seconds_of(pages) < 0.04
        waiting.close()


def test_a_lost_redis_is_left_alone_and_found_again(
    server: RedisServer, pages: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.keep("/", "", PAGE)
    server.stop()
    assert seconds_of(pages) < 0.5
    server.start()
    pages.keep("/", "", PAGE)
    with server.client() as client:
        assert client.dbsize() == 0
    later = time.monotonic() + shared.PAUSE + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    pages.keep("/", "", PAGE)
    assert pages.get("/", "", STAMP) == PAGE


def test_no_redis_where_one_was_named_costs_nothing_but_time(tmp_path: Path) -> None:
    pages = Shared(f"unix://{tmp_path}/nothing.sock")
    pages.keep("/", "", PAGE)
    assert seconds_of(pages) < 0.5


def test_how_long_redis_is_waited_for() -> None:
    """Else the other tests would wait along with whatever is said there."""
    assert (shared.PATIENCE, shared.WHOLE, shared.PAUSE) == (0.05, 0.25, 5.0)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("answer", "pause", "asked"),
    [
        # The page and its body, first whether they are there, then to be kept.
        pytest.param([b":5\r\n"], 0, 4, id="a number"),
        pytest.param([b"*2\r\n$1\r\nx\r\n:5\r\n"], 0, 4, id="an array"),
        # Whatever fails is asked once.
        pytest.param([b"*1\r\n" * 5_000 + b":5\r\n"], 0, 1, id="arrays in arrays"),
        pytest.param([b"$" + b"9" * 40 + b"\r\n"], 0, 1, id="a length without end"),
        pytest.param(chain([b"$65536000\r\n"], repeat(b"x" * 65_536, 1_000)), 0, 1, id="a long text"),
        pytest.param([b"$1000\r\n", *[b"x"] * 200], 0.03, 1, id="a drip"),
        pytest.param([b""], 6, 1, id="nothing"),
    ],
)
def test_a_page_is_the_same_whatever_redis_says(
    answer: Iterable[bytes], pause: float, asked: int, settings: Settings, kept: Client
) -> None:
    release_of()
    page = kept.get("/releases/20260329-1/")
    with LyingRedis(answer, pause=pause) as lying:
        settings.CACHE_URL = lying.url
        begun = time.monotonic()
        response = Client().get("/releases/20260329-1/")
        # Whoever believed the last two would wait for six.
        assert time.monotonic() - begun < 3
        assert (response.status_code, response.content) == (200, page.content)
        assert dict(response.items()) == dict(page.items())
        assert lying.asked == asked


@pytest.mark.parametrize(
    ("answer", "pause"),
    [
        pytest.param(chain([b"$65536000\r\n"], repeat(b"x" * 65_536, 1_000)), 0, id="a long text"),
        pytest.param([b"$1000\r\n", *[b"x"] * 200], 0.03, id="a drip"),
    ],
)
def test_a_redis_that_talks_on_is_hung_up_on(answer: Iterable[bytes], pause: float) -> None:
    with LyingRedis(answer, pause=pause) as lying:
        pages = Shared(lying.url)
        assert pages.get("/", "", STAMP) is None
        assert lying.left.wait(5)
        # What is on the way when nobody reads on is up to the system: some megabytes.
        assert lying.sent < 16_000_000
        pages.keep("/", "", PAGE)
        assert (pages.get("/", "", STAMP), lying.asked) == (None, 1)
        pages.close()
