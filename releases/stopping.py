"""Ending a process that stays until it is asked to end."""

from __future__ import annotations

import signal
import threading


def stop_on_signals() -> threading.Event:
    """Return what SIGTERM and SIGINT set from now on: what has begun is finished first."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop
