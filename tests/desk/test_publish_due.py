"""The publish_due command: one round, a watch, and workers that die."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as project
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from releases.desk import scheduling
from releases.desk.management.commands.publish_due import LONGEST_SLEEP, SHORTEST_SLEEP, tidied, until_next
from releases.desk.models import Conference, Heartbeat, Schedule
from releases.record.models import Version
from tests.desk.making import CLEAN, account, ready
from tests.desk.processes import shared_database


def scheduled(count: int) -> list[Conference]:
    """Return so many conferences whose time has come."""
    by = account("签发")
    drafts = [ready(text=CLEAN.replace("清水入城", f"清水入第{n}城"), photo="") for n in range(count)]
    for each in drafts:
        scheduling.schedule(conference=each, by=by, due_at=timezone.now() + timedelta(hours=1))
    Schedule.objects.update(due_at=timezone.now())
    return drafts


@pytest.mark.django_db
def test_one_round_publishes_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    scheduled(2)
    call_command("publish_due")
    call_command("publish_due")
    assert capsys.readouterr().out == "Published 2, failed 0.\n"
    assert Version.objects.count() == 2


@pytest.mark.django_db
def test_what_was_left_half_done_is_tidied_up_now_and_then() -> None:
    storage = storages["public"]
    name = storage.save("photos/.half", ContentFile(b"half"))
    at = time.time() - 600
    os.utime(storage.path(name), (at, at))
    lately = timezone.now() - timedelta(minutes=29)
    assert (tidied(lately), storage.exists(name)) == (lately, True)
    assert (tidied(lately - timedelta(minutes=2)) > lately, storage.exists(name)) == (True, False)
    call_command("publish_due")


@pytest.mark.django_db
def test_the_watch_sleeps_until_the_next_time_within_bounds() -> None:
    assert until_next() == LONGEST_SLEEP
    scheduled(1)
    assert until_next() == SHORTEST_SLEEP
    Schedule.objects.update(due_at=timezone.now() + timedelta(seconds=8))
    assert timedelta(seconds=6) < until_next() <= timedelta(seconds=8)
    Schedule.objects.update(due_at=timezone.now() + timedelta(days=8))
    assert until_next() == LONGEST_SLEEP


@pytest.mark.django_db
def test_what_broke_is_tried_again_without_haste(caplog: pytest.LogCaptureFixture) -> None:
    scheduled(2)
    broken, due = Schedule.objects.order_by("pk")
    # A kind that no code knows stands for a passing fault.
    Schedule.objects.filter(pk=broken.pk).update(kind="broken")
    assert until_next() == SHORTEST_SLEEP
    call_command("publish_due")
    assert (Version.objects.count(), caplog.text.count("could not be published")) == (1, 1)
    assert until_next() == LONGEST_SLEEP
    Schedule.objects.filter(pk=due.pk).update(state="waiting", done_at=None)
    assert until_next() == SHORTEST_SLEEP


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_the_watch_goes_on_after_a_failure_and_ends_on_a_signal(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    scheduled(1)
    rounds: list[int] = []
    real = scheduling.publish_due

    def publish_due() -> tuple[int, int]:
        rounds.append(1)
        if len(rounds) == 1:
            raise OSError("the database is restarting")
        done = real()
        os.kill(os.getpid(), signal.SIGTERM)
        return done

    monkeypatch.setattr(scheduling, "publish_due", publish_due)
    monkeypatch.setattr("releases.desk.management.commands.publish_due.LONGEST_SLEEP", timedelta(0))
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        call_command("publish_due", watch=True)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    assert (len(rounds), Version.objects.count()) == (2, 1)
    assert capsys.readouterr().out == "Published 1, failed 0.\n"
    assert "publish_due goes on after a failure" in caplog.text


# As many conferences as are worth the time: SQLite's processes wait for each other's writing.
COUNT = 12 if connection.vendor == "postgresql" else 6
MOST_KILLS = 6


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_three_workers_killed_at_random_publish_each_once(tmp_path: Path) -> None:
    drafts = scheduled(COUNT)
    # One after another: there is something to do while workers die and others take their place.
    for number, row in enumerate(Schedule.objects.all()):
        row.due_at += timedelta(seconds=number * 0.7)
        row.save()
    command = [sys.executable, "manage.py", "publish_due", "--watch"]
    chance = random.Random(20261124)
    with shared_database(tmp_path) as environment:

        def worker() -> subprocess.Popen[bytes]:
            return subprocess.Popen(command, cwd=project.BASE_DIR, env=environment, stdout=subprocess.DEVNULL)

        workers = [worker() for _ in range(3)]
        try:
            deadline = time.monotonic() + 60
            kills = 0
            while Schedule.objects.waiting().exists() and time.monotonic() < deadline:
                time.sleep(chance.uniform(0.2, 0.9))
                if Version.objects.exists() and kills < MOST_KILLS:
                    index = chance.randrange(3)
                    workers[index].kill()
                    workers[index].wait()
                    workers[index] = worker()
                    kills += 1
        finally:
            for each in workers:
                each.kill()
                each.wait()
        assert kills > 0
        assert sorted(Version.objects.values_list("number", flat=True)) == [1] * len(drafts)
        assert set(Schedule.objects.values_list("state", flat=True)) == {"published"}
        assert sorted(Version.objects.values_list("digest", flat=True)) == sorted(
            Conference.objects.values_list("published_digest", flat=True)
        )
        assert Heartbeat.objects.count() == 1
