from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin

import pytest
from django.test import Client

from releases.record.exports import offered
from releases.record.publishing import publish, withdraw
from tests.record.making import DOCUMENT, no_files, release_of

pytestmark = pytest.mark.django_db

SITE = "https://news.example.gov.cn"
PAGE = f"{SITE}/releases/20260329-1/"


def changed(venue: str) -> None:
    """Publish the release anew."""
    document = replace(DOCUMENT, venue=venue)
    publish(document=document, files=no_files, by="签发人", note="更正", release_id="20260329-1")


def links(client: Client, path: str) -> list[tuple[str, str, str]]:
    """Return relation, type and target of each link in the header, whichever method asks."""
    header = client.get(path).headers["Link"]
    assert client.head(path).headers["Link"] == header
    one = r'<([^>]+)>; rel="([a-z-]+)"(?:; type="([a-z0-9.+/-]+)")?'
    assert re.fullmatch(f"{one}(?:, {one})*", header)
    return [(rel, kind, target) for target, rel, kind in re.findall(one, header)]


def alternates(version: int, way: str = "") -> list[tuple[str, str, str]]:
    """Return the links to every form of a version, which lie this way from the page."""
    return [
        ("alternate", one.media_type.partition(";")[0], f"{way}v{version}.{one.suffix}")
        for one in offered(DOCUMENT)
    ]


def test_a_page_names_all_there_is_of_it(client: Client) -> None:
    release_of()
    assert links(client, "/releases/20260329-1/") == [
        ("canonical", "", PAGE),
        ("cite-as", "", PAGE),
        ("latest-version", "", PAGE),
        *alternates(1),
    ]


def test_a_version_names_those_around_it(client: Client) -> None:
    release_of()
    changed("二楼")
    changed("三楼")
    assert links(client, "/releases/20260329-1/v2/") == [
        ("canonical", "", f"{PAGE}v2/"),
        ("cite-as", "", PAGE),
        ("latest-version", "", PAGE),
        ("predecessor-version", "", f"{PAGE}v1/"),
        *alternates(2, "../"),
    ]
    now = links(client, "/releases/20260329-1/")
    assert now[:1] + now[3:] == [
        ("canonical", "", PAGE),
        ("predecessor-version", "", f"{PAGE}v2/"),
        *alternates(3),
    ]


def test_an_english_page_has_its_own_address_and_cites_the_chinese_one(client: Client) -> None:
    release_of()
    assert links(client, "/en/releases/20260329-1/") == [
        ("canonical", "", f"{SITE}/en/releases/20260329-1/"),
        ("cite-as", "", PAGE),
        ("latest-version", "", PAGE),
        *alternates(1, "../../../releases/20260329-1/"),
    ]


def test_what_a_withdrawal_took_is_no_predecessor(client: Client) -> None:
    release_of()
    withdraw(release_id="20260329-1", reason="有误", by="签发人")
    assert "Link" not in client.get("/releases/20260329-1/").headers
    changed("二楼")
    assert "predecessor-version" not in {rel for rel, _, _ in links(client, "/releases/20260329-1/")}


def test_a_download_names_the_page_it_is_of(client: Client) -> None:
    release_of()
    changed("二楼")
    for one in offered(DOCUMENT):
        assert links(client, f"/releases/20260329-1.{one.suffix}") == [("canonical", "", PAGE)]
        assert links(client, f"/releases/20260329-1/v2.{one.suffix}") == [("canonical", "", PAGE)]
        assert links(client, f"/releases/20260329-1/v1.{one.suffix}") == [("canonical", "", f"{PAGE}v1/")]


def test_forms_are_found_from_whatever_page_names_them(client: Client) -> None:
    release_of()
    changed("二楼")
    for page in ("/releases/20260329-1/", "/releases/20260329-1/v2/", "/en/releases/20260329-1/"):
        named = [target for rel, _, target in links(client, page) if rel == "alternate"]
        assert [urljoin(f"{SITE}{page}", target) for target in named] == [
            f"{PAGE}v2.{one.suffix}" for one in offered(DOCUMENT)
        ]
