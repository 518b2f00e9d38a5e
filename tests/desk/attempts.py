"""One of several processes that publish, withdraw and edit the same conferences from many threads.

``python -m tests.desk.attempts NAME THREADS EACH`` makes so many attempts in each thread and prints what
came of every one, as JSON. Nothing here judges: ``test_simultaneous.py`` holds it against the database.
"""

from __future__ import annotations

import json
import os
import random
import sys
import threading
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from django.contrib.auth.models import User
    from django.test import Client

    from releases.desk.models import Conference

# Edits are half of it: without them nothing is left to publish.
KINDS = ("publish", "publish", "shown", "withdraw", "edit", "edit", "form", "form")


@dataclass
class Attempt:
    """What was tried and what came of it: done, refused, or broken, which nobody may ever see."""

    kind: str
    conference: int
    outcome: str = "broken"
    said: str = ""
    marker: str = ""
    version: tuple[str, int, str] | None = None


class Worker:
    """One person at one computer, in a hurry."""

    def __init__(self, name: str, user: User, client: Client, pks: list[int]) -> None:
        self.name, self.user, self.client, self.pks = name, user, client, pks
        self.chance = random.Random(name)
        # What pages showed some time ago, and by now most likely is not so any more.
        self.shown: dict[int, str] = {}

    def attempt(self, number: int) -> Attempt:
        """Do one thing to one conference."""
        from releases.desk.models import Conference
        from releases.desk.refusal import WorkflowError

        tried = Attempt(self.chance.choice(KINDS), self.chance.choice(self.pks))
        conference = Conference.objects.select_related("section").get(pk=tried.conference)
        try:
            getattr(self, f"_{tried.kind}")(tried, conference, f"{self.name}-{number}；")
        except WorkflowError as error:
            tried.outcome, tried.said = "refused", str(error)
        except Exception as error:
            tried.said = repr(error)
        return tried

    def _publish(self, tried: Attempt, conference: Conference, _: str) -> None:
        from releases.desk import signing, workflow

        digest = self.shown[conference.pk] = signing.sound(conference).digest
        version = workflow.publish(conference=conference, by=self.user, note="更正。", digest=digest)
        tried.outcome, tried.version = "done", (version.release_id, version.number, digest)

    def _shown(self, tried: Attempt, conference: Conference, _: str) -> None:
        from releases.desk import workflow

        digest = self.shown.get(conference.pk, "0" * 64)
        version = workflow.publish(conference=conference, by=self.user, note="更正。", digest=digest)
        tried.outcome, tried.version = "done", (version.release_id, version.number, digest)

    def _withdraw(self, tried: Attempt, conference: Conference, _: str) -> None:
        from releases.desk import workflow

        version = workflow.withdraw(conference=conference, by=self.user, reason="有误。")
        tried.outcome, tried.version = "done", (version.release_id, version.number, version.digest)

    def _edit(self, tried: Attempt, conference: Conference, marker: str) -> None:
        from django.db import transaction

        from releases.desk import editing
        from releases.desk.locking import locked

        with transaction.atomic():
            conference = locked(conference)
            conference.summary += marker
            editing.touch(conference=conference, by=self.user)
        tried.outcome, tried.marker = "done", marker

    def _form(self, tried: Attempt, conference: Conference, marker: str) -> None:
        from tests.desk.making import form_data

        address = f"/desk/desk/conference/{conference.pk}/change/"
        data = form_data(self.client.get(address).content.decode())
        response = self.client.post(address, {**data, "summary": data["summary"] + marker})
        page = response.content.decode()
        tried.marker, tried.said = marker, f"{response.status_code}"
        if response.status_code == 302:
            tried.outcome = "done"
        elif response.status_code == 200 and "同时在改</h2>" in page and marker in page:
            tried.outcome = "refused"


def main(name: str, threads: int, each: int) -> list[Attempt]:
    """Let so many threads go together, and return what came of all attempts."""
    from django.contrib.auth.models import User
    from django.db import connection
    from django.test import Client

    from releases.desk.models import Conference

    pks = list(Conference.objects.values_list("pk", flat=True))
    users = list(User.objects.order_by("pk"))
    found: list[Attempt] = []
    start = threading.Barrier(threads)

    def run(index: int) -> None:
        client = Client(raise_request_exception=False)
        user = users[index % len(users)]
        client.force_login(user)
        worker = Worker(f"{name}{index}", user, client, pks)
        start.wait()
        for number in range(each):
            found.append(worker.attempt(number))
        connection.close()

    running = [threading.Thread(target=run, args=[index]) for index in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    return found


if __name__ == "__main__":
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    django.setup()
    attempts = main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    sys.stdout.write(json.dumps([asdict(attempt) for attempt in attempts]))
