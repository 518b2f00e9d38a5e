"""However slowly or long the other side talks, an exchange is over when it was to be."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from itertools import repeat

import pytest

from releases.record.keeping.bounds import Bounded, Bounds

# How long the other side would go on.
_PARTS, _PAUSE = 200, 0.02


class Pair:
    """A bounded socket, whose own time is longer than any bound, and what it is connected to."""

    def __init__(self) -> None:
        sock, self.other = socket.socketpair()
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4_608)
        sock.settimeout(5)
        self.bounds = Bounds()
        self.bounded = Bounded(sock, self.bounds)

    def meanwhile(self, step: Callable[[], object]) -> None:
        """Have the other side do this over and over, with pauses, until nobody is there."""
        threading.Thread(target=self._go_on, args=(step,), daemon=True).start()

    def _go_on(self, step: Callable[[], object]) -> None:
        try:
            for _ in range(_PARTS):
                step()
                time.sleep(_PAUSE)
        except OSError:
            pass


@pytest.fixture
def pair() -> Iterator[Pair]:
    found = Pair()
    yield found
    found.bounded.close()
    found.other.close()


def seconds_of(exchange: Callable[[], object]) -> float:
    """Return after how long an exchange of a tenth of a second was given up."""
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        exchange()
    return time.monotonic() - begun


def test_all_that_comes_in_time_is_read(pair: Pair) -> None:
    pair.bounds.begin(seconds=60, room=10)
    pair.other.sendall(b"page")
    assert pair.bounded.recv(100) == b"page"


def test_a_drip_is_not_read_for_longer_than_the_whole_may_take(pair: Pair) -> None:
    pair.bounds.begin(seconds=0.1, room=1_000)
    pair.meanwhile(lambda: pair.other.sendall(b"x"))
    assert seconds_of(lambda: [pair.bounded.recv(100) for _ in repeat(None)]) < 2


def test_nothing_is_waited_for_past_the_end(pair: Pair) -> None:
    pair.bounds.begin(seconds=0.1, room=1_000)
    assert seconds_of(lambda: pair.bounded.recv(100)) < 2
    pair.other.sendall(b"late")
    assert seconds_of(lambda: pair.bounded.recv(100)) < 2


def test_a_socket_that_is_not_to_wait_does_not(pair: Pair) -> None:
    pair.bounds.begin(seconds=60, room=1_000)
    pair.bounded.settimeout(0)
    with pytest.raises(BlockingIOError):
        pair.bounded.recv(100)
    pair.bounded.settimeout(None)
    pair.bounds.begin(seconds=0.1, room=1_000)
    assert seconds_of(lambda: pair.bounded.recv(100)) < 2


def test_no_more_is_read_than_there_is_room_for(pair: Pair) -> None:
    pair.bounds.begin(seconds=60, room=15)
    pair.other.sendall(b"x" * 100)
    assert (pair.bounded.recv(10), pair.bounded.recv(10)) == (b"x" * 10, b"x" * 10)
    with pytest.raises(OSError, match="more than was asked for"):
        pair.bounded.recv(10)


def test_what_is_taken_slowly_is_not_sent_to_its_end(pair: Pair) -> None:
    pair.bounds.begin(seconds=0.1, room=0)
    pair.meanwhile(lambda: pair.other.recv(16_384))
    assert seconds_of(lambda: pair.bounded.sendall(b"x" * 2_000_000)) < 2


def test_what_is_taken_in_time_is_sent_whole(pair: Pair) -> None:
    pair.bounds.begin(seconds=60, room=0)
    pair.bounded.sendall(b"page")
    assert pair.other.recv(100) == b"page"


def test_each_thread_has_bounds_of_its_own(pair: Pair) -> None:
    pair.bounds.begin(seconds=60, room=10)
    other = threading.Thread(target=pair.bounds.begin, kwargs={"seconds": 0, "room": 0})
    other.start()
    other.join()
    pair.other.sendall(b"page")
    assert pair.bounded.recv(100) == b"page"
