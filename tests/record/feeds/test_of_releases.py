from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client

from releases.record.models import Release, Section
from releases.record.publishing import publish, withdraw
from tests.record.asking import department
from tests.record.feeds.reading import entries, withdrawn
from tests.record.making import DOCUMENT, held, no_files, release_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 4, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
FEEDS = (
    "/releases/feed/",
    "/sections/jdhy/feed/",
    "/sections/jdhy/xwfbh/feed/",
    "/people/12/feed/",
    "/departments/approval/releases/feed/",
)
OTHERS = ("/sections/zwgk/feed/", "/people/21/feed/", "/departments/water/releases/feed/")
# Of a release with this person and words, nothing may be left.
SECRET = ("岳无言", "水务", "蓄水", "机密")


def published(day: int, title: str, at: datetime) -> Release:
    """Publish a release held on a day of March."""
    return release_of(replace(held(DOCUMENT, date(2026, 3, day)), title=title), at=at)


def corrected(release: Release, title: str, at: datetime, note: str = "更正标题") -> None:
    """Publish the release anew."""
    document = replace(held(DOCUMENT, release.held_on), title=title)
    publish(document=document, files=no_files, by="签发人", note=note, release_id=release.pk, at=at)


@pytest.fixture
def releases() -> list[Release]:
    """Publish three, of which the oldest was held last and the second one was corrected since."""
    department()
    department("water", "市水务局")
    found = [published(3, "甲", AT), published(2, "乙", AT + DAY), published(1, "丙", AT + 2 * DAY)]
    corrected(found[1], "乙的新标题", AT + 3 * DAY)
    return found


@pytest.mark.usefixtures("releases")
@pytest.mark.parametrize("address", FEEDS)
def test_what_changed_last_is_on_top_and_keeps_its_address(client: Client, address: str) -> None:
    assert entries(client, address) == [
        ("/releases/20260302-1/", "乙的新标题"),
        ("/releases/20260301-1/", "丙"),
        ("/releases/20260303-1/", "甲"),
    ]
    assert withdrawn(client, address) == []


@pytest.mark.usefixtures("releases")
def test_an_entry_says_when_it_was_published_and_what_changed_since(client: Client) -> None:
    (newest, _, oldest) = client.get("/releases/feed.json").json()["items"]
    assert newest["date_published"] == "2026-04-02T09:00:00+08:00"
    assert newest["date_modified"] == "2026-04-04T09:00:00+08:00"
    assert newest["content_text"] == "介绍优化营商环境的举措。\n第 2 版，更正：更正标题"
    assert oldest["date_published"] == oldest["date_modified"] == "2026-04-01T09:00:00+08:00"
    assert oldest["content_text"] == "介绍优化营商环境的举措。"


def test_without_a_summary_the_title_stands_there(client: Client) -> None:
    release_of(replace(DOCUMENT, summary=""))
    (item,) = client.get("/releases/feed.json").json()["items"]
    assert item["content_text"] == DOCUMENT.title


@pytest.mark.usefixtures("releases")
def test_feeds_name_no_others(client: Client) -> None:
    Section.objects.create(path="zwgk", name="政务公开")
    other = replace(
        held(DOCUMENT, date(2026, 3, 9)),
        title="丁",
        section="zwgk",
        people=(replace(DOCUMENT.people[1], id="p2", ref="21", name="岳无言", position="市水务局局长"),),
        turns=DOCUMENT.turns[1:2],
    )
    release_of(other, at=AT + 5 * DAY)
    only = [("/releases/20260309-1/", "丁")]
    assert [entries(client, address) for address in OTHERS] == [only] * 3
    assert [entries(client, address)[:1] for address in FEEDS] == [only] + [
        [("/releases/20260302-1/", "乙的新标题")]
    ] * 4


@pytest.mark.parametrize("address", [*FEEDS, "/releases/feed.json", "/people/12/feed.json"])
def test_a_withdrawal_leaves_its_reason_and_not_a_word(
    client: Client, releases: list[Release], address: str
) -> None:
    secret = replace(
        held(DOCUMENT, date(2026, 3, 5)),
        title="蓄水的机密",
        summary="机密",
        people=(
            *DOCUMENT.people,
            replace(DOCUMENT.people[1], id="p9", ref="21", name="岳无言", position="水务"),
        ),
    )
    release = release_of(secret, at=AT)
    assert SECRET[0] in client.get(release.get_absolute_url()).content.decode()
    assert "蓄水" in client.get(address).content.decode()
    corrected(release, "蓄水的机密又一版", AT + 4 * DAY, note="改了机密")
    withdraw(release_id=release.pk, reason="内容有误", by="签发人", at=AT + 5 * DAY)
    text = client.get(address).content.decode()
    assert [words for words in SECRET if words in text] == []
    assert "内容有误" in text
    if address.endswith("/"):
        assert withdrawn(client, address) == [("/releases/20260305-1/", "内容有误")]
        assert len(entries(client, address)) == len(releases)
    else:
        assert client.get(address).json()["_withdrawn"]["items"] == [
            {
                "id": "https://news.example.gov.cn/releases/20260305-1/",
                "withdrawn_at": "2026-04-06T09:00:00+08:00",
                "reason": "内容有误",
            }
        ]


def test_who_was_at_a_withdrawn_release_is_not_told(client: Client, releases: list[Release]) -> None:
    # Only this one was at it; only the other's feeds are left.
    for one in releases:
        document = replace(held(DOCUMENT, one.held_on), people=DOCUMENT.people[:1], turns=DOCUMENT.turns[:1])
        publish(document=document, files=no_files, by="签发人", note="更正", release_id=one.pk)
    release_of(replace(held(DOCUMENT, date(2026, 3, 7)), title="戊"))
    withdraw(release_id="20260307-1", reason="有误", by="签发人")
    assert client.get("/people/12/feed/").status_code == 404
    assert withdrawn(client, "/people/11/feed/") == [("/releases/20260307-1/", "有误")]
    assert withdrawn(client, "/departments/water/releases/feed/") == [("/releases/20260307-1/", "有误")]


def test_what_is_restored_is_there_again(client: Client, releases: list[Release]) -> None:
    withdraw(release_id=releases[0].pk, reason="有误", by="签发人")
    corrected(releases[0], "甲又来了", datetime.now(UTC), note="核实无误")
    assert entries(client, FEEDS[0])[0] == ("/releases/20260303-1/", "甲又来了")
    assert withdrawn(client, FEEDS[0]) == []


def test_a_feed_ends_somewhere(
    client: Client, monkeypatch: pytest.MonkeyPatch, releases: list[Release]
) -> None:
    monkeypatch.setattr("releases.record.feeds.of_releases.LATEST", 1)
    for one in releases[:2]:
        withdraw(release_id=one.pk, reason=f"{one.pk}有误", by="签发人")
    published(9, "己", AT + 9 * DAY)
    assert entries(client, FEEDS[0]) == [("/releases/20260309-1/", "己")]
    assert withdrawn(client, FEEDS[0]) == [("/releases/20260302-1/", "20260302-1有误")]
