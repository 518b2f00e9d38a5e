from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from releases.record.models import VersionKind
from releases.record.publishing import publish, withdraw
from tests.record.feeds.reading import entries, withdrawn
from tests.record.making import DOCUMENT, no_files, release_of

pytestmark = pytest.mark.django_db

ADDRESS = "/releases/corrections/feed/"
AT = datetime(2026, 4, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)


def changed(day: int, note: str, kind: VersionKind | None = None) -> None:
    """Publish the release anew, on this day after the first time."""
    document = replace(DOCUMENT, title="新标题", venue=f"{day}楼")
    publish(
        document=document,
        files=no_files,
        by="签发人",
        kind=kind,
        note=note,
        release_id="20260329-1",
        at=AT + day * DAY,
    )


def test_every_change_is_told_with_its_note_and_its_own_address(client: Client) -> None:
    release_of(at=AT)
    assert entries(client, ADDRESS) == []
    changed(1, "更正了地点")
    changed(2, "补充了附件", VersionKind.ADDITION)
    assert entries(client, ADDRESS) == [
        ("/releases/20260329-1/v3/", "补充：新标题"),
        ("/releases/20260329-1/v2/", "更正：新标题"),
    ]
    newest, before = client.get("/releases/corrections/feed.json").json()["items"]
    assert (newest["content_text"], before["content_text"]) == ("补充了附件", "更正了地点")
    assert newest["date_published"] == newest["date_modified"] == "2026-04-03T09:00:00+08:00"


def test_a_withdrawal_is_told_and_takes_what_was_told_before(client: Client) -> None:
    release_of(at=AT)
    changed(1, "原来的说明")
    assert "原来的说明" in client.get(ADDRESS).content.decode()
    withdraw(release_id="20260329-1", reason="内容有误", by="签发人", at=AT + 2 * DAY)
    text = client.get(ADDRESS).content.decode()
    assert [words for words in ("原来的说明", "新标题", "营商") if words in text] == []
    assert entries(client, ADDRESS) == [("/releases/20260329-1/v3/", "2026年3月29日的发布内容已撤回")]
    assert withdrawn(client, ADDRESS) == [("/releases/20260329-1/v2/", "内容有误")]
    assert client.get("/releases/corrections/feed.json").json()["_withdrawn"]["items"] == [
        {
            "id": "https://news.example.gov.cn/releases/20260329-1/v2/",
            "withdrawn_at": "2026-04-03T09:00:00+08:00",
            "reason": "内容有误",
        }
    ]


def test_what_a_withdrawal_took_stays_taken_after_the_restoration(client: Client) -> None:
    release_of(at=AT)
    changed(1, "原来的说明")
    withdraw(release_id="20260329-1", reason="内容有误", by="签发人", at=AT + 2 * DAY)
    changed(3, "核实无误")
    assert entries(client, ADDRESS) == [
        ("/releases/20260329-1/v4/", "恢复：新标题"),
        ("/releases/20260329-1/v3/", "2026年3月29日的发布内容已撤回"),
    ]
    assert withdrawn(client, ADDRESS) == [("/releases/20260329-1/v2/", "内容有误")]


def test_the_feed_ends_somewhere(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("releases.record.feeds.of_changes.LATEST", 1)
    release_of(at=AT)
    changed(1, "一")
    changed(2, "二")
    assert entries(client, ADDRESS) == [("/releases/20260329-1/v3/", "更正：新标题")]
