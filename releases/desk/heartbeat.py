"""Whether anything is alive that publishes at set times."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from releases.desk.models import Heartbeat, Schedule
from releases.desk.scheduling import HEARTBEAT

# The watch beats at least every twenty seconds and cron every minute; five minutes are no accident.
SILENT_AFTER = timedelta(minutes=5)


def last() -> datetime | None:
    """Return when it was last alive, None if it never was."""
    return Heartbeat.objects.filter(name=HEARTBEAT).values_list("at", flat=True).first()


def silent(beat: datetime | None, now: datetime) -> bool:
    """Return whether the last beat was too long ago."""
    return beat is None or now - beat > SILENT_AFTER


def publisher() -> str:
    """Return what is wrong for ``/readyz``: silent, where it once ran or something waits for it."""
    beat = last()
    wanted = beat is not None or Schedule.objects.waiting().exists()
    return "silent" if wanted and silent(beat, timezone.now()) else ""
