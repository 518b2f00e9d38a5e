"""Whatever Redis does: what comes back is the page that was kept, or nothing, and soon."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from releases.record.keeping import shared
from releases.record.keeping.sealed import LARGEST, name_of, seal
from releases.record.keeping.shared import Shared
from tests.record.keeping.making import STAMP, page_of
from tests.record.keeping.redis_server import RedisServer

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
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        assert shared.PATIENCE * 0.8 <= seconds_of(pages) < shared.PATIENCE + 0.5
        assert seconds_of(pages) < shared.PATIENCE / 2
        pages.keep("/x/", "", PAGE)
    finally:
        os.kill(server.process.pid, signal.SIGCONT)


def test_a_lost_redis_is_left_alone_and_found_again(
    server: RedisServer, pages: Shared, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.keep("/", "", PAGE)
    server.stop()
    assert seconds_of(pages) < shared.PATIENCE + 0.5
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
    assert seconds_of(pages) < shared.PATIENCE
