"""Pages kept in Redis for all processes: whatever it does, it costs time and nothing else."""

from __future__ import annotations

import time
from typing import Any

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from releases.record.keeping.bounds import Bounds
from releases.record.keeping.page import Page
from releases.record.keeping.sealed import LARGEST, BrokenSealError, name_of, seal, unseal

# A page is made in some milliseconds: nobody waits longer for the next bytes of one that is kept, nor for all
# of them where they come one by one.
PATIENCE, WHOLE = 0.05, 0.25
# A page, and what Redis says around it.
_ROOM = LARGEST + 4_096
# After a failure it is left alone for so long: not every request is to find out anew.
PAUSE = 5.0
# What nobody has asked for goes; what is out of date has another name and goes too.
_SECONDS = 3_600


class Shared:
    """A Redis, trusted with nothing: what comes back is checked, and none of it is waited for."""

    def __init__(self, url: str) -> None:
        self._bounds = Bounds()
        self._redis: Any = redis.Redis.from_url(
            url,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=Retry(NoBackoff(), 0),
            protocol=2,
            redis_connect_func=self._bounds.put_on,
        )
        self._paused_until = 0.0

    def get(self, path: str, query: str, stamp: tuple[object, ...]) -> Page | None:
        """Return the page made of this, or None."""
        name = name_of(path, query, stamp)
        # Not all of it: nobody says how much there is.
        data = self._ask("getrange", name, 0, LARGEST)
        try:
            return unseal(name, data, stamp) if data else None
        except BrokenSealError:
            return None

    def keep(self, path: str, query: str, page: Page) -> None:
        """Keep the page, if it is not too large."""
        name = name_of(path, query, page.stamp)
        data = seal(name, page)
        if len(data) <= LARGEST:
            self._ask("set", name, data, ex=_SECONDS)

    def close(self) -> None:
        """Let go of its connections."""
        self._redis.close()

    def _ask(self, command: str, *values: object, **options: object) -> bytes | None:
        if time.monotonic() < self._paused_until:
            return None
        self._bounds.begin(seconds=WHOLE, room=_ROOM)
        try:
            answer = getattr(self._redis, command)(*values, **options)
        except redis.ResponseError:
            # It answers, and will not: full, read only, another type of value. The next one may do.
            return None
        except Exception:
            # The library believes what it reads: arrays in arrays end in a RecursionError, lengths in an
            # OverflowError, others in whatever comes of taking them for something else.
            self._paused_until = time.monotonic() + PAUSE
            return None
        # A number or an array is no page, whatever it was asked for.
        return answer if isinstance(answer, bytes) else None
