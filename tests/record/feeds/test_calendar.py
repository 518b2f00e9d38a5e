from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from releases.record.models import Section
from releases.record.publishing import publish, withdraw
from tests.record.feeds.reading import events
from tests.record.making import DOCUMENT, held, no_files, release_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 30, 1, 30, tzinfo=UTC)
CHINA = ZoneInfo("Asia/Shanghai")


def test_a_conference_is_an_event_with_its_hour_and_place(client: Client) -> None:
    release_of(at=AT)
    event = events(client)["20260329-1"]
    assert event.decoded("DTSTART") == datetime(2026, 3, 29, 16, tzinfo=CHINA)
    assert event["DTSTART"].params["TZID"] == "Asia/Shanghai"
    assert {name: str(event[name]) for name in ("SUMMARY", "LOCATION", "DESCRIPTION", "URL", "STATUS")} == {
        "SUMMARY": "澜江市优化营商环境新闻发布会",
        "LOCATION": "澜江市政务中心一楼发布厅",
        "DESCRIPTION": "介绍优化营商环境的举措。",
        "URL": "https://news.example.gov.cn/releases/20260329-1/",
        "STATUS": "CONFIRMED",
    }
    assert (event["SEQUENCE"], event.decoded("LAST-MODIFIED"), event.decoded("DTSTAMP")) == (1, AT, AT)
    assert "DTEND" not in event


def test_the_calendar_says_what_it_is_and_brings_its_zone(client: Client) -> None:
    release_of(at=AT)
    response = client.get("/releases/calendar.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    assert calendar["VERSION"] == "2.0"
    assert str(calendar["NAME"]) == str(calendar["X-WR-CALNAME"]) == "新闻发布会 - 澜江市新闻发布"
    assert str(calendar["SOURCE"]) == "https://news.example.gov.cn/releases/calendar.ics"
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Asia/Shanghai"]
    assert all(len(line) <= 75 for line in response.content.split(b"\r\n"))
    assert client.get("/releases/calendar.ics").content == response.content


def test_what_has_no_hour_takes_the_whole_day(client: Client) -> None:
    release_of(replace(held(DOCUMENT, date(2026, 3, 29)), venue="", summary=""), at=AT)
    event = events(client)["20260329-1"]
    assert event.decoded("DTSTART") == date(2026, 3, 29)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert ("LOCATION" in event, "DESCRIPTION" in event) == (False, False)


def test_a_new_version_takes_the_place_of_the_old_one(client: Client) -> None:
    release_of(at=AT)
    moved = replace(
        held(DOCUMENT, datetime(2026, 3, 30, 9, tzinfo=CHINA)), venue="二楼\r\nBEGIN:VEVENT；,\x0b"
    )
    publish(document=moved, files=no_files, by="签发人", note="改期", release_id="20260329-1")
    event = events(client)["20260329-1"]
    assert (event["SEQUENCE"], event.decoded("DTSTART")) == (2, datetime(2026, 3, 30, 9, tzinfo=CHINA))
    assert str(event["LOCATION"]) == "二楼\nBEGIN:VEVENT；,"
    assert len(events(client)) == 1


def test_a_withdrawn_one_is_cancelled_with_its_day_and_the_reason_alone(client: Client) -> None:
    release_of(held(DOCUMENT, date(2026, 3, 28)), at=AT)
    moved = replace(held(DOCUMENT, datetime(2026, 4, 9, 9, tzinfo=CHINA)), title="另一个标题")
    publish(document=moved, files=no_files, by="签发人", note="改期", release_id="20260328-1")
    assert "另一个标题" in client.get("/releases/calendar.ics").content.decode()
    withdrawal = withdraw(release_id="20260328-1", reason="内容有误", by="签发人")
    event = events(client)["20260328-1"]
    at = withdrawal.published_at.replace(microsecond=0)
    assert {name: event.decoded(name) for name in event} == {
        "UID": "20260328-1@news.example.gov.cn",
        "SEQUENCE": 3,
        "DTSTAMP": at,
        "LAST-MODIFIED": at,
        "URL": "https://news.example.gov.cn/releases/20260328-1/",
        "STATUS": "CANCELLED",
        # Not the day it was moved to, which was withdrawn too.
        "DTSTART": date(2026, 3, 28),
        "SUMMARY": "2026年3月28日的发布内容已撤回",
        "DESCRIPTION": "内容有误",
    }


def test_a_sections_calendar_has_its_own(client: Client) -> None:
    Section.objects.create(path="zwgk", name="政务公开")
    release_of(at=AT)
    release_of(replace(DOCUMENT, section="zwgk"), at=AT)
    assert set(events(client)) == {"20260329-1", "20260329-2"}
    assert set(events(client, "/sections/jdhy/calendar.ics")) == {"20260329-1"}
    assert set(events(client, "/sections/zwgk/calendar.ics")) == {"20260329-2"}
    assert client.get("/sections/nothing/calendar.ics").status_code == 404


def test_a_calendar_keeps_the_latest_held(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("releases.record.feeds.calendar.MOST", 1)
    release_of(held(DOCUMENT, date(2026, 5, 1)), at=AT)
    release_of(held(DOCUMENT, date(2026, 4, 1)))
    assert set(events(client)) == {"20260501-1"}


def test_an_empty_calendar_is_one(client: Client) -> None:
    assert events(client) == {}
