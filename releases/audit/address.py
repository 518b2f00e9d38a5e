"""Where what is being done just now comes from, for verbs that know no request."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

current: ContextVar[str] = ContextVar("current", default="")


@contextmanager
def coming_from(address: str) -> Iterator[None]:
    """Let everything that is appended meanwhile bear this address."""
    token = current.set(address)
    try:
        yield
    finally:
        current.reset(token)
