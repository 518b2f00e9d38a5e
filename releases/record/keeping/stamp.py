"""What a page is made of beside its address: the site revision, the code revision, sometimes the time."""

from __future__ import annotations

import hashlib
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import Error
from django.utils import timezone

from releases.record import revision
from releases.record.keeping.code import code
from releases.record.revision import Moved

# The revision is read anew after a second, and trusted four more where that fails.
FRESH, TRUSTED = 1.0, 5.0


class Stamp(NamedTuple):
    """When two are equal, so are the pages; ``modified`` is since when."""

    value: tuple[object, ...]
    modified: datetime

    def tag(self, path: str, query: str) -> str:
        """Return the ETag of the page at this address, a strong one."""
        return f'"{hashlib.sha256(repr((path, query, self.value)).encode()).hexdigest()[:32]}"'


class Reading:
    """The site revision as this process knows it."""

    def __init__(self) -> None:
        self._moved: Moved | None = None
        self._read_at = 0.0
        self._turn = threading.Lock()

    def moved(self) -> Moved:
        """Return where the record stood at most a second ago.

        While one thread reads it anew the others go on with what they have.
        """
        moved = self._moved
        if moved is None or self._age() > TRUSTED:
            with self._turn:
                # Whoever had the turn before may have read it.
                return self._moved if self._moved and self._age() <= TRUSTED else self._read()
        if self._age() > FRESH and self._turn.acquire(blocking=False):
            try:
                return self._read()
            except Error:
                return moved
            finally:
                self._turn.release()
        return moved

    def _age(self) -> float:
        return time.monotonic() - self._read_at

    def _read(self) -> Moved:
        # From before it is asked: it may be answered slowly.
        now = time.monotonic()
        self._moved = revision.current()
        self._read_at = now
        return self._moved


def stamp(moved: Moved, clock: timedelta | None) -> Stamp:
    """Return the stamp of a page made now; ``clock`` is after how long it may look different by itself."""
    made, since = code(), max(moved.at, code().at)
    if clock is None:
        return Stamp((moved.number, moved.at, made.digest), since)
    begun = begin(clock)
    return Stamp((moved.number, moved.at, made.digest, begun), max(since, begun))


def begin(clock: timedelta) -> datetime:
    """Return when the minute or the city's day began."""
    now = timezone.localtime()
    if clock >= timedelta(days=1):
        return now.replace(hour=0, minute=0, second=0, microsecond=0)
    return datetime.fromtimestamp(now.timestamp() // clock.total_seconds() * clock.total_seconds(), UTC)
