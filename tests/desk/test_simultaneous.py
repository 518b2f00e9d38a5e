"""Hundreds of attempts at the same moment: no version twice, no words lost, and nobody sees an error."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import connection

from releases.desk.freeze import freeze
from releases.desk.models import Conference
from releases.record.models import Release, Version, VersionKind
from releases.record.verify import faults
from tests.desk.attempts import Attempt
from tests.desk.making import account, ready
from tests.desk.processes import shared_database

CONFERENCES = 5
# PostgreSQL: 500 attempts on 16 connections. SQLite has one writer at a time, and makes a tenth of it.
PROCESSES, THREADS, EACH = (4, 4, 32) if connection.vendor == "postgresql" else (2, 2, 16)


def attempted(environment: dict[str, str]) -> list[Attempt]:
    """Run the processes together, and return what they say of every attempt."""
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.desk.attempts", name, str(THREADS), str(EACH)],
            cwd=project.BASE_DIR,
            env=environment,
            stdout=subprocess.PIPE,
        )
        for name in "ABCD"[:PROCESSES]
    ]
    try:
        said = [process.communicate(timeout=120)[0] for process in running]
    finally:
        for process in running:
            process.kill()
            process.wait()
    return [Attempt(**each) for words in said for each in json.loads(words)]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_whatever_happens_at_once_happens_one_after_another(tmp_path: Path) -> None:
    for number in range(4):
        account("签发", f"publisher-{number}")
    # Short ones: the time goes into the attempts, not into printing long forms.
    texts = [f"第{n}场新闻发布会\n来源：某局\n时间：2026年4月2日\n图文实录：\n" for n in range(CONFERENCES)]
    rows = [ready(text=text, photo="") for text in texts]
    opened = {row.pk: row.revision for row in rows}
    with shared_database(tmp_path) as environment:
        attempts = attempted(environment)
        done = [each for each in attempts if each.outcome == "done"]
        assert len(attempts) == PROCESSES * THREADS * EACH
        assert [each for each in attempts if each.outcome == "broken"] == []
        # Whatever can happen did.
        assert {each.kind for each in done} >= {"publish", "withdraw", "edit", "form"}
        refused = {each.kind for each in attempts if each.outcome == "refused"}
        # Too few on SQLite for every refusal to come each time.
        assert {"shown", "form"} <= refused <= {"publish", "shown", "withdraw", "form"}
        assert len(refused) == 4 or connection.vendor == "sqlite"
        _every_version_was_answered_once(done)
        for row in Conference.objects.all():
            _nothing_is_lost(row, done, since=opened[row.pk])


def _every_version_was_answered_once(done: list[Attempt]) -> None:
    """Compare the record with the answers: a row for each success, none for a refusal, the words meant."""
    answered = sorted(tuple(each.version) for each in done if each.version is not None)
    assert answered == sorted(Version.objects.values_list("release", "number", "digest"))
    assert Release.objects.count() == Conference.objects.exclude(release_id="").count()
    for release in Release.objects.all():
        # Numbers without gaps, each sealed upon the one before, and the last one current.
        assert faults(release) == []
        restored = release.versions.filter(kind=VersionKind.RESTORATION).count()
        withdrawn = release.versions.filter(kind=VersionKind.WITHDRAWAL).count()
        assert withdrawn - restored in (0, 1)


def _nothing_is_lost(conference: Conference, done: list[Attempt], *, since: int) -> None:
    """Find each saved marker once, and a revision for each success."""
    here = [each for each in done if each.conference == conference.pk]
    markers = [f"{each}；" for each in conference.summary.split("；")[:-1]]
    assert Counter(markers) == Counter(each.marker for each in here if each.marker)
    assert conference.revision - since == len(here)
    published = conference.state == "published"
    release = Release.objects.filter(pk=conference.release_id).first()
    assert published == bool(release and release.state == "current")
    last = Version.objects.filter(release=release).exclude(kind=VersionKind.WITHDRAWAL).last()
    assert conference.published_digest == (last.digest if last else "")
    assert conference.round == 1 + sum(each.kind in ("publish", "shown") for each in here)
    # What is there can still be frozen, read and published.
    assert freeze(conference).summary == conference.summary
