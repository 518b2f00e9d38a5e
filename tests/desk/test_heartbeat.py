from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from releases.desk import heartbeat, scheduling
from tests.desk.making import account, ready

pytestmark = pytest.mark.django_db


def test_nothing_is_missed_where_nothing_waits() -> None:
    assert heartbeat.publisher() == ""


def test_what_waits_misses_a_publisher() -> None:
    due = timezone.now() + timedelta(days=1)
    scheduling.schedule(conference=ready(), by=account("签发"), due_at=due)
    assert heartbeat.publisher() == "silent"
    scheduling.beat()
    assert heartbeat.publisher() == ""


@pytest.mark.parametrize(("minutes", "wrong"), [(4, ""), (6, "silent")])
def test_a_publisher_that_fell_silent_is_told(minutes: int, wrong: str) -> None:
    scheduling.beat(at=timezone.now() - timedelta(minutes=minutes))
    assert heartbeat.publisher() == wrong
