from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.record.models import Department, Filing, Topic
from releases.record.publishing import publish, withdraw
from tests.record.asking import asked, department, topic
from tests.record.making import BEIJING, no_files, release_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 4, 1, 1, tzinfo=UTC)
# Queries for whoever has the feed, and for whoever has not.
QUERIES = {
    "/releases/feed/": (1, 2),
    "/releases/corrections/feed/": (1, 2),
    "/releases/calendar.ics": (1, 2),
    "/sections/jdhy/feed/": (2, 3),
    "/sections/jdhy/calendar.ics": (2, 3),
    "/people/12/feed/": (2, 3),
    "/questions/feed/": (1, 2),
    "/topics/business/feed/": (3, 4),
    "/departments/approval/feed/": (3, 4),
    "/departments/approval/releases/feed/": (2, 3),
}
BOTH = [
    *QUERIES,
    *(f"{address}feed.json" for each in QUERIES if (address := each.removesuffix("feed/")) != each),
]
DATED = ("/releases/feed/", "/releases/corrections/feed/", "/releases/calendar.ics")
TYPES = {"/": "application/atom+xml", "n": "application/feed+json", "s": "text/calendar; charset=utf-8"}


@pytest.fixture(autouse=True)
def business() -> Topic:
    """Keep a topic and a department."""
    department()
    return topic()


def published(number: int, topic: Topic) -> None:
    """Publish this many releases, each corrected once, with a question under the topic."""
    for day in range(1, number + 1):
        document = asked(on=date(2026, 3, day))
        release = release_of(document, at=AT)
        publish(
            document=replace(document, venue="二楼"),
            files=no_files,
            by="签发人",
            note="更正地点",
            release_id=release.pk,
            at=AT + timedelta(days=day),
        )
        Filing.objects.create(question=release.questions.get(), topic=topic)


@pytest.mark.parametrize("number", [1, 3])
def test_whoever_has_it_is_told_so_before_it_is_made(
    client: Client, business: Topic, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    published(number, business)
    for address in BOTH:
        known, made = QUERIES[address.replace("feed.json", "feed/")]
        with django_assert_num_queries(made, info=address):
            response = client.get(address)
        assert (response.status_code, response.headers["Content-Type"]) == (200, TYPES[address[-1]])
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert not response.cookies
        tag = response.headers["ETag"]
        for ask in (client.get, client.head):
            with django_assert_num_queries(known, info=address):
                again = ask(address, headers={"if-none-match": tag})
            assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
        head = client.head(address)
        assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", tag)


def test_every_change_makes_another_tag(client: Client, business: Topic) -> None:
    published(2, business)
    first = {address: client.get(address) for address in BOTH}
    withdraw(release_id="20260302-1", reason="有误", by="签发人")
    second = {address: client.get(address) for address in BOTH}
    publish(document=asked(), files=no_files, by="签发人", note="恢复", release_id="20260302-1")
    third = {address: client.get(address) for address in BOTH}
    for address in BOTH:
        answers = [first[address], second[address], third[address]]
        assert len({one.headers["ETag"] for one in answers}) == 3, address
        assert len({one.content for one in answers}) == 3, address


def test_filing_a_question_makes_another_tag(client: Client, business: Topic) -> None:
    published(1, business)
    first = client.get("/topics/business/feed/")
    business.filings.all().delete()
    again = client.get("/topics/business/feed/", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, b"<entry>" in again.content, b"<entry>" in first.content) == (200, False, True)


def test_a_date_tells_of_every_change_where_one_can(client: Client, business: Topic) -> None:
    published(2, business)
    for address in DATED:
        told = client.get(address).headers["Last-Modified"]
        assert told == "Fri, 03 Apr 2026 01:00:00 GMT"
        assert client.get(address, headers={"if-modified-since": told}).status_code == 304
    withdraw(release_id="20260301-1", reason="有误", by="签发人", at=AT + timedelta(days=9))
    for address in DATED:
        assert client.get(address, headers={"if-modified-since": told}).status_code == 200


def test_no_date_is_told_while_its_second_lasts(client: Client, business: Topic) -> None:
    published(1, business)
    withdraw(release_id="20260301-1", reason="有误", by="签发人", at=timezone.now())
    assert [address for address in DATED if "Last-Modified" in client.get(address).headers] == []


def test_no_date_is_told_where_it_would_miss_what_leaves(client: Client, business: Topic) -> None:
    published(1, business)
    dated = [address for address in QUERIES if "Last-Modified" in client.get(address).headers]
    assert dated == list(DATED)


def test_a_feed_of_nothing_known_is_404(client: Client) -> None:
    lists = ("sections", "people", "topics", "departments")
    unknown = [f"/{each}/nothing/" for each in lists] + ["/departments/nothing/releases/"]
    for address in unknown:
        for ending in ("feed/", "feed.json"):
            assert client.get(f"{address}{ending}").status_code == 404
    assert client.get("/sections/nothing/calendar.ics").status_code == 404


def test_a_feed_takes_its_addresses_from_settings(
    client: Client, settings: Settings, business: Topic
) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    published(1, business)
    for address in BOTH:
        assert b"evil" not in client.get(address, headers={"host": "evil.example.org"}).content


def test_a_person_is_called_what_the_latest_release_says(client: Client) -> None:
    older, newer = asked(on=date(2026, 3, 1)), asked(on=date(2026, 3, 2))
    renamed = tuple(replace(one, name="江望") if one.ref == "12" else one for one in older.people)
    release_of(newer, at=AT)
    release_of(replace(older, people=renamed), at=datetime(2026, 4, 2, tzinfo=BEIJING))
    assert client.get("/people/12/feed.json").json()["title"] == "江望舒：出席的发布会 - 澜江市新闻发布"


PAGES = {
    "/releases/": (
        "全部发布",
        {"订阅": "feed/", "发布会日历": "calendar.ics", "订阅更正和撤回": "corrections/feed/"},
    ),
    "/sections/jdhy/": ("解读回应", {"订阅": "feed/", "发布会日历": "calendar.ics"}),
    "/people/12/": ("江望舒", {"订阅": "feed/"}),
    "/questions/": ("问答库", {"订阅": "feed/"}),
    "/topics/business/": ("开办企业", {"订阅": "feed/"}),
    "/departments/approval/": ("市行政审批局", {"订阅": "feed/", "订阅它发言的发布会": "releases/feed/"}),
}


def test_a_page_offers_its_feeds(client: Client, business: Topic) -> None:
    published(1, business)
    for address, (title, feeds) in PAGES.items():
        html = client.get(address).content.decode()
        named = []
        for name, ending in feeds.items():
            kind = "text/calendar" if ending.endswith(".ics") else "application/atom+xml"
            assert f'<a href="{address}{ending}" type="{kind}">{name}</a>' in html
            named.append((kind, f"{title} - {name}", f"{address}{ending}"))
            if kind == "application/atom+xml":
                other = f"{address}{ending.removesuffix('/')}.json"
                named.append(("application/feed+json", f"{title} - {name} (JSON Feed)", other))
        found = re.findall(r'<link rel="alternate" type="([^"]*)" title="([^"]*)" href="([^"]*)">', html)
        assert sorted(found) == sorted(named)


def test_an_english_page_offers_the_same_feeds(client: Client, business: Topic) -> None:
    published(1, business)
    for address, (_, feeds) in PAGES.items():
        html = client.get(f"/en{address}").content.decode()
        shown = re.findall(r'<a href="([^"]*)" type="(?:text/calendar|application/atom\+xml)">', html)
        assert sorted(shown) == sorted(f"{address}{ending}" for ending in feeds.values())


def test_a_page_without_a_feed_offers_none(client: Client) -> None:
    assert Department.objects.exists()
    html = client.get("/departments/").content.decode()
    assert "atom" not in html
