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


class Round:
    """One go through parts, by a thread of its own, with what it has found so far by the parts' names."""

    def __init__(self, parts: Sequence[Callable[[], str]]) -> None:
        self._parts = parts
        self._found: dict[str, str] = {}
        # No reason to keep a process that wants to end.
        self.thread = Thread(target=self._go_through, daemon=True)
        self.thread.start()

    def found(self) -> dict[str, str]:
        """Return what is wrong with each part, "" for what is well."""
        return {part.__name__: self._found.get(part.__name__, NO_ANSWER) for part in self._parts}

    def _go_through(self) -> None:
        try:
            for part in self._parts:
                self._found[part.__name__] = _wrong(part)
        finally:
            # This thread's own, which nobody else would close.
            connections.close_all()


class Group:
    """Parts that are asked one after the other, by at most one thread at a time for all who wait.

    Each part is a function that returns what is wrong, "" if nothing is. Its name is the part's.
    """

    def __init__(self, parts: Sequence[Callable[[], str]]) -> None:
        self._parts = parts
        self._round: Round | None = None
        self._lock = Lock()

    def ask(self) -> Round:
        """Start a round, or join in where one is under way."""
        with self._lock:
            if self._round is None or not self._round.thread.is_alive():
                self._round = Round(self._parts)
            return self._round


def ask(groups: Sequence[Group], *, seconds: float = SECONDS) -> dict[str, str]:
    """Return what is wrong with each part, "" for what is well, after no more than the seconds."""
    until = time.monotonic() + seconds
    rounds = [group.ask() for group in groups]
    for each in rounds:
        each.thread.join(max(0, until - time.monotonic()))
    return {name: wrong for each in rounds for name, wrong in each.found().items()}


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
