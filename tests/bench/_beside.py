"""What a corpus has to have beside what search needs: ``python -m tests.bench._beside``, on DATABASE_URL.

Questions, some of them owed or settled later; departments, topics, what is filed; the chain of the record. What is
there already stays, and migrations that a corpus was made before are run.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from itertools import islice

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  (settings first)
from django.db import connection, transaction  # noqa: E402

from releases.record import chain  # noqa: E402
from releases.record.departments import attribute  # noqa: E402
from releases.record.headline import headline  # noqa: E402
from releases.record.models import Department, Filing, Link, Passage, Question, Topic, Version  # noqa: E402
from releases.record.models.question import key_of  # noqa: E402
from tests.bench._corpus import DEPARTMENTS  # noqa: E402

TOPICS = 8
# Of so many questions one was answered in writing; of the others the newest still wait, a page and a half of them.
SETTLED, OWED = 40, 60
_BATCH = 5_000


def main() -> None:
    """Add what is missing."""
    call_command("migrate", verbosity=0)
    if not Question.objects.exists():
        _tell("questions")
        _ask()
        _tell("departments")
        attribute()
    if Link.objects.count() < Version.objects.count():
        _tell("the chain")
        with transaction.atomic():
            chain.catch_up()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


@transaction.atomic
def _ask() -> None:
    topics = Topic.objects.bulk_create(
        Topic(slug=f"topic-{number}", name=f"主题{number}", position=number)
        for number in range(1, TOPICS + 1)
    )
    Department.objects.bulk_create(
        Department(slug=f"department-{number}", name=f"市{name}局", position=number)
        for number, name in enumerate(DEPARTMENTS, 1)
    )
    pending = _questions()
    number = 0
    while batch := list(islice(pending, _BATCH)):
        Question.objects.bulk_create(batch)
        Filing.objects.bulk_create(
            Filing(question=question, topic=topics[(number + place) % TOPICS])
            for place, question in enumerate(batch)
        )
        number += len(batch)
    waiting = Question.objects.filter(due=None).newest_first().values("pk")[:OWED]
    for question in Question.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))):
        Question.objects.filter(pk=question.pk).update(due=question.held_on)


def _questions() -> Iterator[Question]:
    asked = Passage.objects.filter(kind="question").order_by("release", "position")
    columns = ("release_id", "release__held_on", "turn", "position", "label", "text")
    for place, (release, day, turn, position, label, text) in enumerate(
        asked.values_list(*columns).iterator()
    ):
        is_settled = place % SETTLED == 0
        yield Question(
            key=key_of(release, turn),
            release_id=release,
            turn=turn,
            position=position,
            title=headline(text),
            label=label,
            held_on=day,
            answered=True,
            due=day if is_settled else None,
            settled_on=day if is_settled else None,
        )


def _tell(what: str) -> None:
    sys.stderr.write(f"{connection.vendor}: {what} ...\n")


if __name__ == "__main__":
    main()
