"""Fill the disk at many places of a publication, on SQLite and its files: ``python -m tests.drill._filling``.

VAR_DIR is a small file system of its own, with all that the site has. Each time it is filled up but for a part of
what publishing takes, and the desk is asked to publish. Staff have to be told, and nothing may be half there; with
room again, it can be done. Prints a row as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.conf import settings  # noqa: E402  (settings first)
from django.core.files.storage import storages  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from releases.desk.models import Conference  # noqa: E402
from releases.desk.outage import DISK_FAILED, DISK_FULL  # noqa: E402
from releases.desk.views.pages import address as address_of  # noqa: E402
from releases.record.models import Entry, Link, Release, Version  # noqa: E402
from releases.record.tidying import tidy  # noqa: E402
from releases.record.verify import faults, file_faults  # noqa: E402
from tests.bench.row import never  # noqa: E402
from tests.desk.making import CLEAN, account, client_of, form_data, ready  # noqa: E402

PLACES = 20
STEP = 4_096
FILL = "fill"


def main() -> None:
    """Try each place and print how often something was lost, half there or not told."""
    call_command("migrate", verbosity=0)
    user = account("签发", "publisher")
    conference = ready(text=CLEAN, by=user)
    connection.close()
    client = client_of(user)
    address = address_of("publish", conference)
    form = form_data(client.get(address).content.decode())
    connection.close()
    outcomes: Counter[str] = Counter()
    broken = 0
    # A little more room each time, until it is enough.
    done = False
    while not done:
        _leave(outcomes.total() * STEP)
        client.raise_request_exception = False
        response = client.post(address, form)
        told = response.status_code
        connection.close()
        Path(settings.VAR_DIR, FILL).unlink()
        outcomes[str(told)] += 1
        # Where room ended after the publication stood, staff are told to look.
        done = Version.objects.exists()
        problems = _problems(done=done)
        if told == 503 and not any(why in response.content.decode() for why in (DISK_FULL, DISK_FAILED)):
            problems.append("not told why")
        if told not in (302, 503):
            problems.append(f"answered {told}")
        for problem in problems:
            sys.stderr.write(f"disk full at place {outcomes.total()}: {problem}\n")
        broken += bool(problems)
    number = outcomes["503"]
    assert number >= PLACES, f"full at {number} places only"
    sys.stderr.write(f"disk full at {number} places: {broken} times not told or not whole\n")
    print(json.dumps([never("disk-full", broken, "not whole", of=number)]))


def _problems(*, done: bool) -> list[str]:
    number = int(done)
    found = [
        f"{model.__name__}: {model.objects.count()}"
        for model in (Release, Version, Link)
        if model.objects.count() != number
    ]
    if Entry.objects.exists() != done or (Conference.objects.get().state == "published") != done:
        found.append("desk or search differ")
    for release in Release.objects.all():
        found += [*faults(release), *file_faults(release)]
    # What the failed commit left in public is taken away by the next round.
    tidy(now=timezone.now() + timedelta(minutes=10))
    if not done and (
        left := [path for path in Path(storages["public"].path("")).rglob("*") if path.is_file()]
    ):
        found.append(f"left in public: {len(left)} files")
    if Client().get("/").status_code != 200:
        found.append("the public page does not come")
    return found


def _leave(free: int) -> None:
    """Fill the file system but for so many bytes."""
    room = os.statvfs(settings.VAR_DIR)
    with Path(settings.VAR_DIR, FILL).open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(room.f_bavail * room.f_frsize - free, 1))


if __name__ == "__main__":
    main()
