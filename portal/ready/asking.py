"""Asking every part at once, and answering in time whatever has become of one."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Sequence
from functools import cache
from threading import Lock, Thread

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

# Whoever watches asks again in a few seconds; a database that is frozen says nothing for ever.
SECONDS = 3
NO_ANSWER = "no answer in time"
_log = logging.getLogger(__name__)


class Group:
    """Parts that one thread asks, one after the other; at most one thread at a time, for all who wait.

    Each part is a function that returns what is wrong, "" if nothing is. Its name is the part's.
    """

    def __init__(self, parts: Sequence[Callable[[], str]]) -> None:
        self.parts = parts
        self._found: dict[str, str] = {}
        self._thread: Thread | None = None
        self._lock = Lock()

    def ask(self) -> Thread:
        """Start asking, or join in where somebody has begun."""
        with self._lock:
            if self._thread is None or not self._thread.is_alive():
                self._found = {}
                # No reason to keep a process that wants to end.
                self._thread = Thread(target=self._go_through, args=(self._found,), daemon=True)
                self._thread.start()
            return self._thread

    def found(self) -> dict[str, str]:
        """Return what has been found so far, by name."""
        return {part.__name__: self._found.get(part.__name__, NO_ANSWER) for part in self.parts}

    def _go_through(self, found: dict[str, str]) -> None:
        try:
            for part in self.parts:
                found[part.__name__] = _wrong(part)
        finally:
            # This thread's own, which nobody else would close.
            connections.close_all()


def ask(groups: Sequence[Group], *, seconds: float = SECONDS) -> dict[str, str]:
    """Return what is wrong with each part, "" for what is well, after no more than the seconds."""
    until = time.monotonic() + seconds
    for thread in [group.ask() for group in groups]:
        thread.join(max(0, until - time.monotonic()))
    return {name: wrong for group in groups for name, wrong in group.found().items()}


@cache
def groups() -> list[Group]:
    """Return the parts that this process needs, from the setting READY."""
    return [Group([import_string(path) for path in paths]) for paths in settings.READY]


def _wrong(part: Callable[[], str]) -> str:
    try:
        return part()
    except Exception as error:
        _log.exception("Not ready: %s", part.__name__)
        # Its words may hold a path, an account or an address.
        return type(error).__name__
