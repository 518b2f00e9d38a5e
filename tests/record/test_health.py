"""How far the site is from failing an inspection."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from releases.record.health import COLUMN_DAYS, health
from releases.record.models import Release, Section
from releases.record.publishing import withdraw
from tests.record.making import release_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=timezone.get_default_timezone())


def published(ago: timedelta) -> Release:
    release = release_of()
    Release.objects.filter(pk=release.pk).update(updated_at=NOW - ago)
    return release


@pytest.mark.parametrize(
    ("ago", "left"),
    [
        (timedelta(0), 14),
        (timedelta(seconds=1), 13),
        (timedelta(days=1), 13),
        (timedelta(days=13), 1),
        (timedelta(days=13, seconds=1), 0),
        (timedelta(days=40), 0),
    ],
)
def test_health_counts_the_days_left(ago: timedelta, left: int) -> None:
    published(ago)
    found = health(NOW)
    assert (found.last, found.days_left) == (NOW - ago, left)


def test_health_of_an_empty_site_has_no_day_left() -> None:
    found = health(NOW)
    assert (found.last, found.days_left) == (None, 0)
    assert [(each.section.path, each.last) for each in found.columns] == [("jdhy/xwfbh", None)]


@pytest.mark.parametrize(("seconds", "stale"), [(0, 0), (1, 1)])
def test_health_names_columns_that_stand_still(seconds: int, stale: int) -> None:
    published(timedelta(days=COLUMN_DAYS, seconds=seconds))
    assert len(health(NOW).columns) == stale


def test_health_takes_a_withdrawn_release_for_none() -> None:
    release = published(timedelta(days=1))
    withdraw(release_id=release.pk, reason="有误", by="签发人")
    found = health(NOW)
    assert (found.last, [each.last for each in found.columns]) == (None, [None])


def test_health_asks_nothing_of_a_column_that_only_holds_others() -> None:
    assert Section.objects.filter(path="jdhy").exists()
    assert "jdhy" not in [each.section.path for each in health(NOW).columns]
