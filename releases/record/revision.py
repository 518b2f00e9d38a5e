"""The site revision: a number that grows with every change of what the public may see."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from releases.record.models import Revision


class Moved(NamedTuple):
    """The revision, and when it was reached.

    The moment tells two histories apart: a database put back from a backup comes to the same numbers again.
    """

    number: int
    at: datetime


def current() -> Moved:
    """Return where the record stands, in one query."""
    row = Revision.objects.values_list("number", "moved_at").first()
    # Only a database that tests have emptied has no row; the next change makes one.
    return Moved(*row) if row else Moved(0, datetime(1970, 1, 1, tzinfo=UTC))


@transaction.atomic
def move() -> None:
    """Let the revision grow, where only rows have changed that no trigger watches."""
    now = timezone.now()
    if not Revision.objects.update(number=F("number") + 1, moved_at=now):
        Revision.objects.create(number=1, moved_at=now)
