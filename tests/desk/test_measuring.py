from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import Settings

from releases.desk import measuring, scheduling, workflow
from releases.record.mirror.manifest import Manifest, save
from releases.record.mirror.state import site_state
from tests.desk.making import CLEAN, account, ready

pytestmark = pytest.mark.django_db


def figures() -> dict[str, list[float]]:
    """Return the values of each figure."""
    return {each.name: [sample.value for sample in each.samples] for each in measuring.measured()}


def test_the_database_knows_what_was_done() -> None:
    assert figures() == {
        "portal_database_up": [1],
        "portal_versions": [],
        "portal_failed_logins": [0],
        "portal_set_conferences": [0],
        "portal_due_conferences": [0],
    }
    published = ready(text=CLEAN)
    workflow.publish(conference=published, by=None)
    published.refresh_from_db()
    workflow.withdraw(conference=published, by=None, reason="数据有误。")
    now = timezone.now()
    staff = account("签发")
    for place, hours in (("二楼", -2), ("三楼", 2)):
        row = ready(text=CLEAN.replace("一楼", place), photo="")
        set_at, due_at = now - timedelta(hours=3), now + timedelta(hours=hours)
        scheduling.schedule(conference=row, by=staff, due_at=due_at, at=set_at)
    Client().post("/desk/login/", {"username": "somebody", "password": "guess"})
    scheduling.beat(at=now - timedelta(seconds=50))
    found = figures()
    assert 50 <= found.pop("portal_publisher_age_seconds")[0] < 80
    assert found == {
        "portal_database_up": [1],
        "portal_versions": [1, 1],
        "portal_failed_logins": [1],
        "portal_set_conferences": [2],
        "portal_due_conferences": [1],
    }


def test_a_copy_that_cannot_be_read_or_is_late_is_down(settings: Settings, tmp_path: Path) -> None:
    settings.MIRROR_DIR = "x" * 300
    assert figures()["portal_mirror_up"] == [0]
    settings.MIRROR_DIR = str(tmp_path)
    assert figures()["portal_mirror_up"] == [0]
    (tmp_path / "current").mkdir()
    manifest = Manifest(1, site_state(), "code", "2026-04-15", "2026-04-15T07:00:00+00:00", "https://x")
    save(tmp_path / "current", manifest)
    assert figures()["portal_mirror_up"] == [1]


def test_a_database_that_does_not_answer_is_all_that_is_told() -> None:
    def down(*_: object) -> None:
        raise DatabaseError("down")

    with connection.execute_wrapper(down):
        assert figures() == {"portal_database_up": [0]}
