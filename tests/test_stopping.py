from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from releases.stopping import stop_on_signals


@pytest.fixture(autouse=True)
def _signals() -> Iterator[None]:
    """Put back what the signals did before."""
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_asks_to_stop_and_stops_nothing_itself(number: signal.Signals) -> None:
    stop = stop_on_signals()
    assert not stop.is_set()
    signal.raise_signal(number)
    assert stop.is_set()
