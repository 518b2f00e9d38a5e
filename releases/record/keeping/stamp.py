"""What a page is made of beside its address: the site revision, the code revision, sometimes the time."""

from __future__ import annotations

import hashlib
import logging
import threading
import time
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import Error, OperationalError, connection
from django.utils import timezone

from releases.record import revision
from releases.record.keeping.code import code
from releases.record.revision import Moved

_log = logging.getLogger(__name__)
# The revision is read anew after a second, and trusted four more where that fails.
FRESH, TRUSTED = 1.0, 5.0
# Seconds that a page waits for another that asks the database.
PATIENCE = 2.0
# A database that is away is let alone so many times as long as a page waited to find that it is.
PAUSE = 3.0


class Stamp(NamedTuple):
    """When two are equal, so are the pages; ``modified`` is since when."""

    value: tuple[object, ...]
    modified: datetime

    def tag(self, path: str, query: str) -> str:
        """Return the ETag of the page at this address, a strong one."""
        return f'"{hashlib.sha256(repr((path, query, self.value)).encode()).hexdigest()[:32]}"'


class Reading:
    """The site revision as this process knows it.

    ``away`` is whether the database failed when it was last looked for. Whoever waits for one that is gone
    may wait for seconds: so one at a time looks again, not at once, and the others know.
    """

    def __init__(self) -> None:
        self.away = False
        self._moved: Moved | None = None
        self._read_at = self._look_at = 0.0
        self._turn = threading.Lock()

    def moved(self) -> Moved:
        """Return where the record stood at most a second ago.

        While one thread reads it anew the others go on with what they have. Where they have nothing to go on
        with, they wait for it; :class:`~django.db.OperationalError` where the database is away.
        """
        moved = self._trusted()
        if moved and _since(self._read_at) <= FRESH:
            return moved
        waits = moved is None and not self.away
        if (waits or self._may_look()) and self._turn.acquire(timeout=PATIENCE if waits else 0):
            try:
                # Whoever had the turn before may have read it, or failed.
                moved = self._trusted()
                if not waits or (moved is None and not self.away):
                    return self._read()
            except Error:
                if moved is None:
                    raise
            finally:
                self._turn.release()
        elif waits:
            # Whoever has the turn waits for a server that is frozen, for as long as it is.
            self._is_away("the database does not answer")
        if moved is None:
            raise OperationalError("the database was away a moment ago")
        return moved

    def _trusted(self) -> Moved | None:
        return self._moved if _since(self._read_at) <= TRUSTED else None

    def _may_look(self) -> bool:
        return not self.away or time.monotonic() >= self._look_at

    def _read(self) -> Moved:
        # From before it is asked: it may be answered slowly.
        now = time.monotonic()
        try:
            if self.away:
                _knock()
            self._moved = revision.current()
        except Error:
            self._is_away("the database is away", exc_info=True)
            # One that was frozen for long is not let alone for longer still.
            self._look_at = time.monotonic() + PAUSE * min(_since(now), PATIENCE)
            raise
        if self.away:
            _log.warning("the database is back")
        self.away, self._read_at = False, now
        return self._moved

    def _is_away(self, words: str, *, exc_info: bool = False) -> None:
        if not self.away:
            # Once: the answers that say so are no log lines.
            _log.error(words, exc_info=exc_info)
        self.away = True


def _knock() -> None:
    """Raise where no connection can be made; a pool of them would go on trying, and have us wait."""
    with connection.wrap_database_errors:
        connection.Database.connect(**connection.get_connection_params()).close()  # type: ignore[attr-defined]  # every backend has it


def _since(moment: float) -> float:
    return time.monotonic() - moment


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
