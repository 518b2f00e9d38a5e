from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from releases.record.models import Release, Section
from releases.record.publishing import withdraw
from tests.record.making import BEIJING, DOCUMENT, held, release_of

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 5, 6, 10, 0, tzinfo=BEIJING)


def test_release_has_permanent_address() -> None:
    assert release_of().get_absolute_url() == "/releases/20260329-1/"


def test_release_prints_id_and_title() -> None:
    assert str(Release(pk="20260329-1", title="发布会")) == "20260329-1 发布会"


def test_current_leaves_withdrawn_out() -> None:
    gone, kept = release_of(), release_of(replace(DOCUMENT, title="另一场"))
    withdraw(release_id=gone.pk, reason="有误", by="签发人")
    assert list(Release.objects.current()) == [kept]


def test_in_section_takes_sections_below() -> None:
    for path in ("jdhy-2", "jdhy/zcjd"):
        Section.objects.create(
            path=path, name=path, description="描述", keywords="词", column_type="回应关切"
        )
    top, below, beside = (
        release_of(replace(DOCUMENT, section=section)) for section in ("jdhy", "jdhy/xwfbh", "jdhy-2")
    )
    chosen = {section.path: set(Release.objects.in_section(section)) for section in Section.objects.all()}
    assert chosen == {
        "jdhy": {top, below},
        "jdhy/xwfbh": {below},
        "jdhy/zcjd": set(),
        "jdhy-2": {beside},
    }


@pytest.mark.parametrize(
    ("start", "upcoming"),
    [
        (NOW - timedelta(minutes=1), False),
        (NOW, True),
        (NOW + timedelta(days=3), True),
        (date(2026, 5, 5), False),
        (date(2026, 5, 6), True),
        (date(2026, 5, 7), True),
    ],
)
def test_upcoming_and_held_before_share_all_releases(start: date, upcoming: bool) -> None:  # noqa: FBT001  (a table of cases)
    release_of(held(DOCUMENT, start))
    assert Release.objects.upcoming(NOW).exists() is upcoming
    assert Release.objects.held_before(NOW).exists() is not upcoming


def test_upcoming_counts_days_as_the_city_does() -> None:
    release_of(held(DOCUMENT, date(2026, 5, 6)))
    just_after_midnight = datetime(2026, 5, 7, 0, 1, tzinfo=BEIJING)
    assert Release.objects.upcoming(just_after_midnight - timedelta(minutes=2)).exists() is True
    assert Release.objects.upcoming(just_after_midnight).exists() is False


def test_newest_first_orders_by_day_then_publishing() -> None:
    for day, title in ((6, "先发"), (7, "最新"), (6, "后发"), (5, "最早")):
        release_of(replace(held(DOCUMENT, date(2026, 5, day)), title=title))
    assert [release.title for release in Release.objects.newest_first()] == ["最新", "后发", "先发", "最早"]


def test_soonest_first_puts_known_hours_before_unknown() -> None:
    for start, title in (
        (date(2026, 5, 6), "时间待定"),
        (datetime(2026, 5, 6, 15, tzinfo=BEIJING), "下午"),
        (datetime(2026, 5, 6, 9, tzinfo=BEIJING), "上午"),
        (date(2026, 5, 5), "前一天"),
    ):
        release_of(replace(held(DOCUMENT, start), title=title))
    assert [release.title for release in Release.objects.soonest_first()] == [
        "前一天",
        "上午",
        "下午",
        "时间待定",
    ]


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"state": "hidden"}, "release_state_is_known"),
        ({"question_count": 5}, "release_questions_are_turns"),
    ],
)
def test_release_refuses_what_cannot_be(values: dict[str, object], constraint: str) -> None:
    release_of()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Release.objects.update(**values)
