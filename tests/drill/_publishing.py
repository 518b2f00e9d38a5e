"""Publish so many conferences on the database of DATABASE_URL: ``python -m tests.drill._publishing NUMBER``.

A line is printed for each that was published, when it is. What fails is tried again until it is done, as staff
would: a database that does not answer is no reason to give up.
"""

from __future__ import annotations

import os
import sys
import time
from dataclasses import replace
from datetime import date, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command  # noqa: E402  (settings first)
from django.db import InterfaceError, OperationalError, close_old_connections, connection  # noqa: E402

from releases.document import Held  # noqa: E402
from releases.record.models import Version  # noqa: E402
from releases.record.publishing import publish  # noqa: E402
from tests.record.making import DOCUMENT, no_files  # noqa: E402

PAUSE = 2.0


def main(number: int) -> None:
    """Publish one after the other."""
    call_command("migrate", verbosity=0)
    print("ready", flush=True)
    for day in range(number):
        title = f"第 {day} 场"
        document = replace(DOCUMENT, title=title, held=Held(date(2026, 1, 1) + timedelta(day)))
        while True:
            close_old_connections()
            try:
                # One that was published, but whose answer was lost, is not published again.
                version = Version.objects.filter(digest=document.digest).first() or publish(
                    document=document, files=no_files, by="签发人"
                )
            except (OperationalError, InterfaceError):
                connection.close()
                time.sleep(0.5)
            else:
                break
        print(f"{version.release_id} {version.digest}", flush=True)
        time.sleep(PAUSE)


if __name__ == "__main__":
    main(int(sys.argv[1]))
