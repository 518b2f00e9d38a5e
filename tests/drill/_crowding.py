"""Writers and readers at the same time, on the SQLite of DATABASE_URL: ``python -m tests.drill._crowding SECONDS``.

Eight processes correct releases of their own, one after the other; eight others read pages, four at a time each.
Counted is what was told that the database is locked. Prints a row as JSON.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from typing import NamedTuple

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (settings first)
from django.db import OperationalError, connection  # noqa: E402
from django.test import Client  # noqa: E402

from releases.document import Held  # noqa: E402
from releases.record.models import Version  # noqa: E402
from releases.record.publishing import publish  # noqa: E402
from tests.bench.row import never  # noqa: E402
from tests.record.making import DOCUMENT, no_files  # noqa: E402

WRITERS = 8
READERS = 8
THREADS = 4


class Told(NamedTuple):
    """How much was done, how often it was locked, and the longest that anything took, in seconds."""

    done: int
    locked: int
    longest: float


def main(seconds: float) -> None:
    """Let all of them loose and print what they say."""
    call_command("migrate", verbosity=0)
    for day in range(1, WRITERS + 1):
        document = replace(DOCUMENT, held=Held(date(2026, 1, day)))
        publish(document=document, files=no_files, by="签发人")
    connection.close()
    until = time.monotonic() + seconds
    # Each with Django loaded, and no connection of another's.
    with get_context("fork").Pool(WRITERS + READERS) as pool:
        writing = [pool.apply_async(_write, (day, until)) for day in range(1, WRITERS + 1)]
        reading = [pool.apply_async(_read, (until,)) for _ in range(READERS)]
        wrote, read = ([each.get() for each in several] for several in (writing, reading))
    locked = sum(each.locked for each in (*wrote, *read))
    done = [sum(each.done for each in several) for several in (wrote, read)]
    assert Version.objects.count() == WRITERS + done[0]
    sys.stderr.write(
        f"sqlite: {done[0]} corrections and {done[1]} pages in {seconds:.0f} s, locked {locked} times; "
        f"longest {max(each.longest for each in wrote):.1f} s and {max(each.longest for each in read):.1f} s\n"
    )
    print(json.dumps([never("crowd-sqlite", locked, "locked", of=sum(done))]))


def _write(day: int, until: float) -> Told:
    number = 0

    def correct() -> None:
        nonlocal number
        number += 1
        document = replace(DOCUMENT, held=Held(date(2026, 1, day)), title=f"第 {number} 次更正")
        publish(document=document, files=no_files, by="签发人", note="改题目", release_id=f"202601{day:02}-1")

    return _again_and_again(correct, until)


def _read(until: float) -> Told:
    with ThreadPoolExecutor(THREADS) as threads:
        each = [threads.submit(_read_alone, until) for _ in range(THREADS)]
        told = [one.result() for one in each]
    return Told(
        sum(one.done for one in told), sum(one.locked for one in told), max(one.longest for one in told)
    )


def _read_alone(until: float) -> Told:
    client = Client()
    addresses = [
        "/",
        "/releases/",
        "/search/?q=%E5%8F%91%E5%B8%83",
        *(f"/releases/202601{day:02}-1/" for day in range(1, 9)),
    ]
    turn = 0

    def read() -> None:
        nonlocal turn
        turn += 1
        address = addresses[turn % len(addresses)]
        assert client.get(address).status_code == 200, address

    try:
        return _again_and_again(read, until)
    finally:
        connection.close()


def _again_and_again(work: Callable[[], None], until: float) -> Told:
    done = locked = 0
    longest = 0.0
    while time.monotonic() < until:
        start = time.monotonic()
        try:
            work()
            done += 1
        except OperationalError as error:
            if "locked" not in str(error):
                raise
            locked += 1
        longest = max(longest, time.monotonic() - start)
    return Told(done, locked, longest)


if __name__ == "__main__":
    main(float(sys.argv[1]))
