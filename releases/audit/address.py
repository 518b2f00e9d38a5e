"""Where what is being done just now comes from, for verbs that know no request, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from releases.audit.models import Result


@dataclass
class Caller:
    """One who asks for something: from where, and how the last act ended that was appended meanwhile."""

    address: str = ""
    ended: Result | None = None


current: ContextVar[Caller | None] = ContextVar("current", default=None)


@contextmanager
def coming_from(address: str) -> Iterator[Caller]:
    """Let everything that is appended meanwhile bear this address."""
    caller = Caller(address)
    token = current.set(caller)
    try:
        yield caller
    finally:
        current.reset(token)
