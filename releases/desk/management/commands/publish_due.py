"""The publish_due command: publish what was set to a time, once, or again and again."""

from __future__ import annotations

import logging
from argparse import ArgumentParser
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils import timezone

from releases.desk import scheduling
from releases.desk.models import Schedule
from releases.record.tidying import tidy
from releases.stopping import stop_on_signals

# A time may be set, or set earlier, while the watch sleeps: it looks at least this often.
LONGEST_SLEEP = timedelta(seconds=20)
# Rounds are never closer than this, also where another process is about to publish what is due.
SHORTEST_SLEEP = timedelta(seconds=1)
# What a process left that was killed in the middle is public, or in the way, no longer than this.
BETWEEN_TIDYING = timedelta(minutes=30)
_log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Publish everything whose time has come; any number of these may run at once."""

    help = "Publish conferences whose set time has come. For cron or a systemd timer; --watch stays."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --watch."""
        parser.add_argument(
            "--watch",
            action="store_true",
            help="stay, sleeping until the next time; ends on SIGTERM or Ctrl+C",
        )

    def handle(self, *args: Any, watch: bool, **options: Any) -> None:  # noqa: ARG002  (BaseCommand's own)
        """Do one round, or rounds until a signal asks to stop."""
        if not watch:
            self._say(*scheduling.publish_due())
            tidied(None)
            return
        stop = stop_on_signals()
        last = None
        while not stop.is_set():
            close_old_connections()
            try:
                self._say(*scheduling.publish_due())
                last = tidied(last)
                pause = until_next()
            except Exception:
                # The database may be restarting; the heartbeat's age tells the desk.
                _log.exception("publish_due goes on after a failure")
                pause = LONGEST_SLEEP
            stop.wait(pause.total_seconds())

    def _say(self, published: int, failed: int) -> None:
        if published or failed:
            self.stdout.write(f"Published {published}, failed {failed}.")
            self.stdout.flush()


def tidied(last: datetime | None) -> datetime:
    """Tidy up unless it was done lately, and return when it was done."""
    now = timezone.now()
    if last is not None and now - last < BETWEEN_TIDYING:
        return last
    tidy(now=now)
    return now


def until_next() -> timedelta:
    """Return how long to sleep: until the next set time, within bounds.

    What broke before is tried again in each round, but hurries none: a full disk would fill the log.
    """
    now = timezone.now()
    waiting = Schedule.objects.waiting().filter(problem="").first()
    if waiting is None:
        return LONGEST_SLEEP
    return min(max(waiting.due_at - now, SHORTEST_SLEEP), LONGEST_SLEEP)
