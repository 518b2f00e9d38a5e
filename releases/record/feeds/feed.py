"""A feed as both of its forms tell it: plain values, addresses absolute, times the city's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

# How many entries a feed has at most, and how many withdrawals beside them.
LATEST = 40


@dataclass(frozen=True, slots=True)
class State:
    """What decides whether a feed has changed: keys and versions of what is in it, the newest change first.

    ``modified`` is the time of the last change, where there is a time that tells of every change.
    """

    rows: list[tuple[Any, ...]]
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be read. Its address is permanent, and so is what readers know it by."""

    url: str
    title: str
    words: str
    published_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """What can no longer be read: nothing of it but its address, since when, and the public reason."""

    url: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Channel:
    """What a feed is of: ``page`` shows the same to people, ``url`` is the feed's own address."""

    title: str
    page: str
    url: str
    author: str
    author_url: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A channel with what is new in it, the newest first."""

    channel: Channel
    entries: tuple[Entry, ...]
    withdrawn: tuple[Withdrawn, ...] = ()

    @property
    def updated_at(self) -> datetime | None:
        """Return when anything in it last changed; None where there is nothing."""
        times = [entry.updated_at for entry in self.entries] + [one.at for one in self.withdrawn]
        return max(times, default=None)
