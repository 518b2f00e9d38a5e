from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.document import Document
from releases.record.exports import FORMATS
from releases.record.publishing import publish, withdraw
from tests.record.making import DOCUMENT, no_files, release_of

pytestmark = pytest.mark.django_db

BASE = "/releases/20260329-1"
AT = datetime(2026, 3, 30, 1, 30, tzinfo=UTC)
SUFFIXES = [one.suffix for one in FORMATS]


def corrected() -> Document:
    """Publish the document and a correction, and return the correction."""
    release_of(at=AT)
    document = replace(DOCUMENT, title="更正后的标题")
    publish(document=document, files=no_files, by="签发人", note="更正标题", release_id="20260329-1")
    return document


@pytest.mark.parametrize(
    ("suffix", "media_type", "disposition"),
    [
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
        ("txt", "text/plain; charset=utf-8", "attachment"),
        ("md", "text/markdown; charset=utf-8", "attachment"),
        ("turns.csv", "text/csv; charset=utf-8", "attachment"),
        ("json", "application/json", "inline"),
        ("document.json", "application/json", "attachment"),
        ("jsonld", "application/ld+json", "inline"),
        ("ninjs.json", "application/json", "inline"),
        ("akn.xml", "application/akn+xml", "inline"),
    ],
)
def test_a_download_has_its_type_and_a_chinese_name(
    client: Client,
    suffix: str,
    media_type: str,
    disposition: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    release_of(at=AT)
    with django_assert_num_queries(1):
        response = client.get(f"{BASE}.{suffix}")
    name = quote(f"20260329-澜江市优化营商环境新闻发布会-v1.{suffix}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, media_type)
    assert response.headers["Content-Disposition"] == f"{disposition}; filename*=utf-8''{name}"
    assert response.headers["Last-Modified"] == "Mon, 30 Mar 2026 01:30:00 GMT"
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert not response.cookies
    assert client.get(f"{BASE}/v1.{suffix}").content == response.content


def test_every_format_is_tried_above() -> None:
    assert [
        *("docx", "txt", "md", "turns.csv", "json", "document.json", "jsonld", "ninjs.json", "akn.xml")
    ] == SUFFIXES


def test_an_earlier_version_stays_what_it_was(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    document = corrected()
    with django_assert_num_queries(2):
        first = client.get(f"{BASE}/v1.json").json()
    assert (first["version"]["number"], Document.from_json(first["document"])) == (1, DOCUMENT)
    now = client.get(f"{BASE}.json").json()
    assert (now["version"]["number"], Document.from_json(now["document"])) == (2, document)
    assert client.get(f"{BASE}/v2.json").json() == now


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_whoever_has_it_is_told_so(client: Client, suffix: str) -> None:
    release_of(at=AT)
    first = client.get(f"{BASE}.{suffix}")
    for asked in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        again = client.get(f"{BASE}.{suffix}", headers=asked)
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Access-Control-Allow-Origin"]) == (first["ETag"], "*")
    publish(
        document=replace(DOCUMENT, title="新"),
        files=no_files,
        by="签发人",
        note="更正",
        release_id="20260329-1",
    )
    assert client.get(f"{BASE}.{suffix}", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_each_format_has_a_tag_of_its_own(client: Client) -> None:
    release_of(at=AT)
    assert len({client.get(f"{BASE}.{suffix}")["ETag"] for suffix in SUFFIXES}) == len(SUFFIXES)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_nothing_of_a_withdrawn_release_is_given(client: Client, suffix: str) -> None:
    corrected()
    withdraw(release_id="20260329-1", reason="内容有误", by="签发人")
    for address in (f"{BASE}.{suffix}", f"{BASE}/v1.{suffix}", f"{BASE}/v2.{suffix}", f"{BASE}/v3.{suffix}"):
        response = client.get(address)
        assert response.status_code == 410
        words = response.content.decode("utf-8")
        assert "内容有误" in words
        assert not any(said in words for said in ("营商", "更正后的标题", "江望舒", "半天"))


def test_a_newsroom_is_told_to_take_it_back(client: Client) -> None:
    release_of(at=AT)
    withdraw(release_id="20260329-1", reason="内容有误", by="签发人")
    response = client.get(f"{BASE}.ninjs.json")
    assert response.headers["Content-Type"] == "application/json"
    assert (json.loads(response.content)["pubStatus"], response.status_code) == ("canceled", 410)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_a_withdrawal_took_stays_taken_when_the_release_is_restored(client: Client, suffix: str) -> None:
    corrected()
    withdraw(release_id="20260329-1", reason="内容有误", by="签发人")
    publish(document=DOCUMENT, files=no_files, by="签发人", note="恢复", release_id="20260329-1")
    assert client.get(f"{BASE}.{suffix}").status_code == 200
    for number in (1, 2, 3):
        assert client.get(f"{BASE}/v{number}.{suffix}").status_code == 410
    assert client.get(f"{BASE}/v4.{suffix}").status_code == 200


@pytest.mark.parametrize(
    "address", [f"{BASE}.pdfx", f"{BASE}/v9.json", "/releases/20260329-9.json", f"{BASE}/v0.txt"]
)
def test_what_there_is_not_is_not_found(client: Client, address: str) -> None:
    release_of(at=AT)
    assert client.get(address).status_code == 404


def test_a_name_holds_nothing_that_a_file_system_refuses(client: Client) -> None:
    release_of(replace(DOCUMENT, title='甲/乙\\丙:"丁"\u202e<b>|?*' + "长" * 80), at=AT)
    name = quote("20260329-甲 乙 丙 丁 b " + "长" * 50 + "-v1.txt")
    assert client.get(f"{BASE}.txt").headers["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
