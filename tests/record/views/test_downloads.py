from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.document import Document
from releases.record.exports import FORMATS
from releases.record.models import Section
from releases.record.publishing import publish, withdraw
from tests.record.making import DOCUMENT, files_of, no_files, picture, release_of, with_photo

pytestmark = pytest.mark.django_db

BASE = "/releases/20260329-1"
AT = datetime(2026, 3, 30, 1, 30, tzinfo=UTC)
SUFFIXES = [one.suffix for one in FORMATS]
MASTER = picture()


def photographed(*, at: datetime | None = None) -> None:
    """Publish the document with a photo."""
    release_of(with_photo(DOCUMENT, MASTER), MASTER, at=at)


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
        ("pdf", "application/pdf", "inline"),
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


def test_every_format_is_tried() -> None:
    assert [
        *("docx", "pdf", "txt", "md", "turns.csv", "json", "document.json", "jsonld", "ninjs.json"),
        *("akn.xml", "photos.zip", "zip"),
    ] == SUFFIXES


@pytest.mark.usefixtures("without_pdf")
@pytest.mark.parametrize(("suffix", "queries"), [("photos.zip", 1), ("zip", 2)])
def test_a_package_is_sent_piece_by_piece(
    client: Client,
    suffix: str,
    queries: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    photographed(at=AT)
    with django_assert_num_queries(queries):
        response = client.get(f"{BASE}.{suffix}")
        data = response.getvalue()
    assert response.streaming
    name = quote(f"20260329-澜江市优化营商环境新闻发布会-v1.{suffix}")
    assert response.headers["Content-Type"] == "application/zip"
    assert response.headers["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
    assert response.headers["Last-Modified"] == "Mon, 30 Mar 2026 01:30:00 GMT"
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        folder = "" if suffix == "photos.zip" else "photos/"
        assert package.read(f"{folder}01-发布会现场.jpg") == MASTER.data
    assert client.get(f"{BASE}/v1.{suffix}").getvalue() == data


@pytest.mark.parametrize("suffix", ["pdf", "photos.zip", "zip"])
def test_of_what_takes_a_while_a_head_makes_nothing(
    client: Client, suffix: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    photographed()
    with django_assert_num_queries(1):
        response = client.head(f"{BASE}.{suffix}")
    assert (response.status_code, response.getvalue()) == (200, b"")
    assert response.headers["ETag"]


def test_without_photos_there_is_no_package_of_them(client: Client) -> None:
    release_of()
    assert client.get(f"{BASE}.photos.zip").status_code == 404
    assert client.get(f"{BASE}/v1.photos.zip").status_code == 404


@pytest.mark.usefixtures("without_pdf")
def test_without_what_pdf_needs_it_is_not_there_nor_offered(client: Client) -> None:
    release_of()
    assert client.get(f"{BASE}.pdf").status_code == 404
    assert f"{BASE}/v1.pdf" not in client.get(f"{BASE}/").content.decode()


def test_the_page_offers_what_there_is_of_its_version(client: Client) -> None:
    release_of()
    photographed()
    offers = {
        number: re.findall(
            r'<li><a href="/releases/[^/]+/v1\.([a-z.]+)"',
            client.get(f"/releases/20260329-{number}/").content.decode(),
        )
        for number in (1, 2)
    }
    assert offers == {1: [one for one in SUFFIXES if one != "photos.zip"], 2: SUFFIXES}


@pytest.mark.usefixtures("without_pdf")
def test_a_pack_is_another_one_where_a_section_has_another_name(client: Client) -> None:
    release_of()
    pack, text = client.get(f"{BASE}.zip"), client.get(f"{BASE}.txt")
    assert client.get(f"{BASE}.zip", headers={"if-none-match": pack["ETag"]}).status_code == 304
    Section.objects.filter(path="jdhy/xwfbh").update(name="发布会")
    again = client.get(f"{BASE}.zip", headers={"if-none-match": pack["ETag"]})
    assert (again.status_code, again["ETag"] == pack["ETag"]) == (200, False)
    assert client.get(f"{BASE}.txt", headers={"if-none-match": text["ETag"]}).status_code == 304


@pytest.mark.usefixtures("without_pdf")
def test_a_public_pack_holds_no_version_that_was_withdrawn(client: Client) -> None:
    corrected()
    withdraw(release_id="20260329-1", reason="内容有误", by="签发人")
    publish(document=DOCUMENT, files=no_files, by="签发人", note="恢复", release_id="20260329-1")
    data = client.get(f"{BASE}.zip").getvalue()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        record = json.loads(package.read("record.json"))
    assert [one["number"] for one in record["versions"]] == [4]
    assert "更正后的标题" not in data.decode(errors="replace")


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
    photographed(at=AT)
    first = client.head(f"{BASE}.{suffix}")
    for asked in ({"if-none-match": first["ETag"]}, {"if-modified-since": first["Last-Modified"]}):
        again = client.get(f"{BASE}.{suffix}", headers=asked)
        assert (again.status_code, again.content) == (304, b"")
        assert (again["ETag"], again["Access-Control-Allow-Origin"]) == (first["ETag"], "*")
    publish(
        document=replace(with_photo(DOCUMENT, MASTER), title="新"),
        files=no_files,
        by="签发人",
        note="更正",
        release_id="20260329-1",
    )
    assert client.head(f"{BASE}.{suffix}", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_each_format_has_a_tag_of_its_own(client: Client) -> None:
    photographed(at=AT)
    assert len({client.head(f"{BASE}.{suffix}")["ETag"] for suffix in SUFFIXES}) == len(SUFFIXES)


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
    # The address of a version is the one that pages and the API lead programs to.
    for address in (f"{BASE}.ninjs.json", f"{BASE}/v1.ninjs.json"):
        response = client.get(address)
        assert response.headers["Content-Type"] == "application/json"
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert (json.loads(response.content)["pubStatus"], response.status_code) == ("canceled", 410)


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_what_a_withdrawal_took_stays_taken_when_the_release_is_restored(client: Client, suffix: str) -> None:
    corrected()
    withdraw(release_id="20260329-1", reason="内容有误", by="签发人")
    document = with_photo(DOCUMENT, MASTER)
    publish(document=document, files=files_of(MASTER), by="签发人", note="恢复", release_id="20260329-1")
    assert client.head(f"{BASE}.{suffix}").status_code == 200
    for number in (1, 2, 3):
        assert client.get(f"{BASE}/v{number}.{suffix}").status_code == 410
    assert client.head(f"{BASE}/v4.{suffix}").status_code == 200


@pytest.mark.parametrize(
    "address", [f"{BASE}.pdfx", f"{BASE}/v9.json", "/releases/20260329-9.json", f"{BASE}/v0.txt"]
)
def test_what_there_is_not_is_not_found(client: Client, address: str) -> None:
    release_of(at=AT)
    assert client.get(address).status_code == 404


def test_a_name_holds_nothing_that_a_file_system_refuses(client: Client) -> None:
    release_of(replace(DOCUMENT, title='甲/乙\\丙:"丁"<b>|?*' + "长" * 80), at=AT)
    name = quote("20260329-甲 乙 丙 丁 b " + "长" * 50 + "-v1.txt")
    assert client.get(f"{BASE}.txt").headers["Content-Disposition"] == f"attachment; filename*=utf-8''{name}"
