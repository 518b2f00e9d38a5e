from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.record.publishing import withdraw
from tests.record.making import BEIJING, DOCUMENT, release_of, several

pytestmark = pytest.mark.django_db

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://news.example.gov.cn"
LATE = datetime(2026, 4, 1, 0, 30, tzinfo=BEIJING)


def entries(client: Client) -> dict[str, str | None]:
    """Return the sitemap's addresses with the day each was last changed."""
    response = client.get("/sitemap.xml", headers={"host": "evil.example.org"})
    assert response.headers["Content-Type"] == "application/xml"
    return {
        url.findtext(f"{SPACE}loc", ""): url.findtext(f"{SPACE}lastmod")
        for url in ET.fromstring(response.content).iter(f"{SPACE}url")
    }


def test_sitemap_lists_what_can_be_found(client: Client) -> None:
    release_of(at=LATE)
    release_of(replace(DOCUMENT, people=(), turns=()), at=LATE)
    gone = release_of(replace(DOCUMENT, people=(replace(DOCUMENT.people[0], ref="99"),), turns=()))
    withdraw(release_id=gone.pk, reason="有误", by="签发人")
    assert entries(client) == {
        f"{SITE}/": None,
        f"{SITE}/releases/": None,
        f"{SITE}/people/": None,
        f"{SITE}/help/search/": None,
        f"{SITE}/help/accessibility/": None,
        f"{SITE}/offline/": None,
        f"{SITE}/sections/jdhy/": None,
        f"{SITE}/sections/jdhy/xwfbh/": None,
        f"{SITE}/releases/20260329-1/": "2026-04-01",
        f"{SITE}/releases/20260329-2/": "2026-04-01",
        f"{SITE}/people/11/": "2026-04-01",
        f"{SITE}/people/12/": "2026-04-01",
        f"{SITE}/people/13/": "2026-04-01",
    }


def test_sitemap_follows_the_settings(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "http://127.0.0.1:8000"
    assert "http://127.0.0.1:8000/" in entries(client)


@pytest.mark.parametrize("number", [1, 3])
def test_sitemap_takes_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    several(number)
    with django_assert_num_queries(6):
        client.get("/sitemap.xml")


def test_robots_names_the_sitemap_and_closes_the_desk(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://www.lanjiang.gov.cn"
    response = client.get("/robots.txt", headers={"host": "evil.example.org"})
    assert response.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode() == (
        "User-agent: *\nDisallow: /desk/\n\nSitemap: https://www.lanjiang.gov.cn/sitemap.xml\n"
    )
