from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.record.publishing import withdraw
from releases.record.sitemaps import QuestionSitemap
from tests.record.asking import dangling, department, topic
from tests.record.making import BEIJING, DOCUMENT, release_of, several

pytestmark = pytest.mark.django_db

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://news.example.gov.cn"
LATE = datetime(2026, 4, 1, 0, 30, tzinfo=BEIJING)


def read(client: Client, address: str) -> ET.Element:
    """Return a sitemap or the index of them, which a host of its own asking has no part in."""
    response = client.get(address, headers={"host": "evil.example.org"})
    assert response.headers["Content-Type"] == "application/xml"
    return ET.fromstring(response.content)


def maps(client: Client) -> list[str]:
    """Return the addresses of the index."""
    return [one.text or "" for one in read(client, "/sitemap.xml").iter(f"{SPACE}loc")]


def entries(client: Client) -> dict[str, str | None]:
    """Return the addresses of all sitemaps with the day each was last changed."""
    return {
        url.findtext(f"{SPACE}loc", ""): url.findtext(f"{SPACE}lastmod")
        for address in maps(client)
        for url in read(client, f"/{address.rpartition('/')[2]}").iter(f"{SPACE}url")
    }


def test_sitemaps_list_what_can_be_found(client: Client) -> None:
    business = topic()
    department()
    department("tax", "市税务局")
    dangling(topic("empty", "没有问过"))
    business.filings.create(question=release_of(at=LATE).questions.get())
    release_of(replace(DOCUMENT, people=(), turns=()), at=LATE)
    people = (*DOCUMENT.people[:2], replace(DOCUMENT.people[2], ref="99"))
    gone = release_of(replace(DOCUMENT, people=people))
    withdraw(release_id=gone.pk, reason="有误", by="签发人")
    fixed = ("", "releases/", "questions/", "questions/owed/", "questions/years/", "topics/", "departments/")
    assert entries(client) == {
        **{
            f"{SITE}/{path}": None
            for path in (
                *fixed,
                "people/",
                "press/",
                "verify/",
                "help/search/",
                "help/accessibility/",
                "offline/",
                "api/",
            )
        },
        f"{SITE}/sections/jdhy/": None,
        f"{SITE}/sections/jdhy/xwfbh/": None,
        f"{SITE}/releases/20260329-1/": "2026-04-01",
        f"{SITE}/releases/20260329-2/": "2026-04-01",
        f"{SITE}/questions/20260329-1/t3/": "2026-04-01",
        f"{SITE}/topics/business/": None,
        f"{SITE}/departments/approval/": None,
        f"{SITE}/people/11/": None,
        f"{SITE}/people/12/": None,
    }


def test_sitemaps_follow_the_settings(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"
    assert "http://127.0.0.1:8000/" in entries(client)
    assert maps(client)[0] == "http://127.0.0.1:8000/sitemap-home.xml"


def test_a_long_sitemap_is_several(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QuestionSitemap, "limit", 2)
    several(3)
    found = [address for address in maps(client) if "questions" in address]
    assert found == [f"{SITE}/sitemap-questions.xml", f"{SITE}/sitemap-questions.xml?p=2"]
    assert [len(read(client, address.removeprefix(SITE))) for address in found] == [2, 1]
    assert client.get("/sitemap-questions.xml?p=3").status_code == 404
    assert client.get("/sitemap-nothing.xml").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/sitemap.xml", 6), ("/sitemap-questions.xml", 2)])
def test_sitemaps_take_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int, address: str, queries: int
) -> None:
    several(number)
    with django_assert_num_queries(queries):
        client.get(address)


def test_robots_names_the_sitemap_and_closes_the_desk(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://www.lanjiang.gov.cn"
    response = client.get("/robots.txt", headers={"host": "evil.example.org"})
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /desk/\n\nSitemap: https://www.lanjiang.gov.cn/sitemap.xml\n"
    )
