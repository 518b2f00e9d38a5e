"""The trail as lines."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from releases.audit import export
from releases.audit.chain import append
from releases.audit.models import Action, Entry
from releases.audit.verify import lines, verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def _days() -> None:
    """Append the last second of a day in China, the first of the next, and one that a slow clock wrote."""
    for at in ("2026-04-01T23:59:59", "2026-04-02T00:00:00", "2026-04-01T12:00:00", "2026-04-03T00:00:00"):
        append(by=None, action=Action.STEP, at=datetime.fromisoformat(f"{at}+08:00"))


def numbers(since: date | None = None, until: date | None = None) -> list[int]:
    return [row["number"] for row in export.rows(since=since, until=until)]


@pytest.mark.usefixtures("_days")
def test_days_are_those_of_the_sites_clock_and_leave_no_gap() -> None:
    assert numbers() == [1, 2, 3, 4]
    assert numbers(since=date(2026, 4, 2)) == [2, 3, 4]
    assert numbers(until=date(2026, 4, 1)) == [1, 2, 3]
    assert numbers(until=date(2026, 4, 3)) == [1, 2, 3, 4]
    assert numbers(since=date(2026, 4, 2), until=date(2026, 4, 2)) == [2, 3]
    assert numbers(since=date(2026, 4, 4)) == numbers(until=date(2026, 3, 31)) == []


@pytest.mark.usefixtures("_days")
def test_a_line_is_canonical_and_checks_without_a_database() -> None:
    texts = list(export.lines())
    assert verify(lines(texts), first=None).last.number == 4
    row = json.loads(texts[0])
    assert texts[0] == json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    assert row == {**Entry.objects.get(number=1).row(), "hash": Entry.objects.get(number=1).hash}
