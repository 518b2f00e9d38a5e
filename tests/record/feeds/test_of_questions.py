from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest
from django.test import Client
from lxml import etree
from pytest_django.fixtures import Settings

from releases.document import Kind, Paragraph, Turn
from releases.record.models import Department
from releases.record.publishing import publish, withdraw
from releases.record.views import feeds
from tests.record.asking import asked, asked_on, dangling, department, topic
from tests.record.making import BEIJING, DOCUMENT, no_files, release_of

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://news.example.gov.cn"
FEEDS = ("/questions/feed/", "/topics/business/feed/", "/departments/approval/feed/")


@pytest.fixture(autouse=True)
def _approval() -> Department:
    return department()


def feed(client: Client, address: str = "/questions/feed/") -> etree._Element:
    """Return the feed, which a host of its own asking has no part in."""
    response = client.get(address, headers={"host": "evil.example.org"})
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml"
    assert not response.cookies
    return etree.fromstring(response.content)


def titles(client: Client, address: str = "/questions/feed/") -> list[str | None]:
    """Return the titles of the entries."""
    return [entry.findtext(f"{ATOM}title") for entry in feed(client, address).iter(f"{ATOM}entry")]


@pytest.fixture(autouse=True)
def _any_host(settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["*"]


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/questions/feed/", "问答库 - 澜江市新闻发布"),
        ("/topics/business/feed/", "开办企业：问答库 - 澜江市新闻发布"),
        ("/departments/approval/feed/", "市行政审批局：问答库 - 澜江市新闻发布"),
    ],
)
def test_a_feed_has_all_that_atom_requires(client: Client, address: str, title: str) -> None:
    first = datetime(2026, 4, 1, 9, 0, tzinfo=BEIJING)
    later = datetime(2026, 4, 2, 9, 0, tzinfo=BEIJING)
    release = release_of(asked(), at=first)
    business = topic()
    business.filings.create(question=release.questions.get())
    corrected = replace(asked(), venue="二楼发布厅")
    publish(document=corrected, files=no_files, by="签发人", note="更正", release_id=release.pk, at=later)
    found = feed(client, address)
    assert found.tag == f"{ATOM}feed"
    assert found.get("{http://www.w3.org/XML/1998/namespace}lang") == "zh-Hans"
    assert found.findtext(f"{ATOM}title") == title
    assert found.findtext(f"{ATOM}id") == f"{SITE}{address}"
    assert found.findtext(f"{ATOM}author/{ATOM}name") == "澜江市人民政府新闻办公室"
    assert found.findtext(f"{ATOM}updated") == "2026-04-02T09:00:00+08:00"
    assert {link.get("rel"): link.get("href") for link in found.findall(f"{ATOM}link")} == {
        "alternate": f"{SITE}{address.removesuffix('feed/')}",
        "self": f"{SITE}{address}",
    }
    (entry,) = found.findall(f"{ATOM}entry")
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert (link.get("rel"), link.get("href")) == ("alternate", f"{SITE}/questions/20260329-1/t3/")
    assert {part.tag.removeprefix(ATOM): part.text for part in entry if part.text} == {
        "id": f"{SITE}/questions/20260329-1/t3/",
        "title": "企业开办需要几天？",
        "summary": "江望舒（市行政审批局局长）：半天之内办结。",
        "published": "2026-04-01T09:00:00+08:00",
        "updated": "2026-04-02T09:00:00+08:00",
    }
    assert found.nsmap[None] == ATOM[1:-1]


def test_the_newest_forty_are_in_a_feed(client: Client) -> None:
    for day in range(1, 32):
        asked_on(date(2026, 5, day), f"五月{day}日问了什么？")
    for day in range(1, 11):
        asked_on(date(2026, 6, day), f"六月{day}日问了什么？")
    found = titles(client)
    assert (len(found), found[0], found[-1]) == (40, "六月10日问了什么？", "五月2日问了什么？")


@pytest.mark.parametrize("many", [0, 1_000])
def test_feeds_of_a_topic_and_a_department_have_their_own_however_many(
    client: Client, monkeypatch: pytest.MonkeyPatch, many: int
) -> None:
    monkeypatch.setattr(feeds, "MANY", many)
    business = topic()
    asked_on(date(2026, 5, 1), "开店需要几天？", business)
    release_of(asked("怎么免税？", "按季申报。", on=date(2026, 5, 2), speaker="p3"))
    dangling(business)
    assert titles(client) == ["怎么免税？", "开店需要几天？"]
    assert titles(client, "/topics/business/feed/") == ["开店需要几天？"]
    assert titles(client, "/departments/approval/feed/") == ["开店需要几天？"]


def test_what_is_withdrawn_is_in_no_feed(client: Client) -> None:
    business = topic()
    gone = asked_on(date(2026, 5, 1), "说错了什么？", business)
    assert [titles(client, address) for address in FEEDS] == [["说错了什么？"]] * 3
    withdraw(release_id=gone.pk, reason="有误", by="签发人")
    assert [titles(client, address) for address in FEEDS] == [[]] * 3
    assert "说错了" not in client.get("/questions/feed/").content.decode()


def test_what_xml_cannot_hold_is_left_out(client: Client) -> None:
    turns = (
        Turn("t3", Kind.QUESTION, None, "记者\x0b", blocks=(Paragraph("企业\x0b开办需要几天？"),)),
        Turn("t4", Kind.ANSWER, None, "局\x1f长", "t3", blocks=(Paragraph("半天\ufffe之内。"),)),
    )
    release_of(replace(DOCUMENT, turns=turns))
    (entry,) = feed(client).findall(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == "企业 开办需要几天？"
    assert entry.findtext(f"{ATOM}summary") == "局长：半天之内。"


def test_a_question_without_an_answer_has_no_summary(client: Client) -> None:
    release_of(replace(DOCUMENT, turns=DOCUMENT.turns[:3]))
    (entry,) = feed(client).findall(f"{ATOM}entry")
    assert not entry.findtext(f"{ATOM}summary")
