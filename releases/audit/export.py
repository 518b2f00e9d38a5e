"""The audit trail as JSON lines: a row a line, canonical, ready to be checked without a database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from releases.audit.models import Entry
from releases.document import canonical

CHUNK = 2000


def rows(*, since: date | None = None, until: date | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows in order, from the first day to the last, both included, by the clock of the site."""
    for entry in _between(since, until).iterator(chunk_size=CHUNK):
        yield {**entry.row(), "hash": entry.hash}


def lines() -> Iterator[str]:
    """Yield every row as a line of its own."""
    for row in rows():
        yield line(row)


def line(row: dict[str, Any]) -> str:
    """Return a row as a line."""
    return f"{canonical(row)}\n"


def _between(since: date | None, until: date | None) -> QuerySet[Entry]:
    """Choose by number, so that a clock that was set back leaves no gap."""
    entries = Entry.objects.order_by("number")
    if since is not None:
        first = entries.filter(at__gte=_midnight(since)).first()
        entries = entries.filter(number__gte=first.number) if first else entries.none()
    if until is not None:
        last = entries.filter(at__lt=_midnight(until + timedelta(days=1))).last()
        entries = entries.filter(number__lte=last.number) if last else entries.none()
    return entries


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
