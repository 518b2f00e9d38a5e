from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.document import Document, Kind, Paragraph, Turn
from releases.record.publishing import publish
from tests.record.making import DOCUMENT, no_files, release_of

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 30, 1, 30, tzinfo=UTC)
URL = "/releases/20260329-1/"
CITE = f"{URL}v1/cite/t4/"
SITE = "https://news.example.gov.cn"


def next_version(document: Document) -> None:
    """Publish the next version."""
    publish(document=document, files=no_files, by="签发人", note="更正", release_id="20260329-1")


def test_a_turn_is_cited_in_every_form(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release_of(at=AT)
    with django_assert_num_queries(1):
        response = client.get(CITE)
    page = response.context["page"]
    assert (page.who, page.position, page.paragraphs, page.place) == (
        "江望舒",
        "市行政审批局局长",
        ("半天之内办结。",),
        f"{URL}v1/#t4",
    )
    texts = {citation.id: citation.text for citation in page.citations}
    assert texts["words"].startswith("半天之内办结。\n\n——江望舒（市行政审批局局长），")
    assert texts["source"].endswith(f"，2026年3月29日，第 1 版，{SITE}{URL}v1/#t4")
    assert texts["references"].startswith("江望舒. 在澜江市优化营商环境新闻发布会上的回答[EB/OL]. ")
    assert (texts["short"], texts["short-version"]) == (
        f"{SITE}/q/20260329-1/t4",
        f"{SITE}/q/20260329-1/t4?v=1",
    )
    html = response.content.decode()
    assert all(f'id="{id_}"' in html and text in html for id_, text in texts.items())
    assert '<meta name="robots" content="noindex">' in html
    assert "此后有改动" not in html
    assert [crumb.name for crumb in response.context["trail"]][-2:] == [DOCUMENT.title, "引用本段"]


def test_a_citation_is_in_chinese_on_an_english_page_too(client: Client) -> None:
    release_of(at=AT)
    texts = {one.id: one.text for one in client.get(CITE).context["page"].citations}
    english = client.get(f"/en{CITE}").context["page"]
    assert {one.id: one.text for one in english.citations} == texts
    assert english.place == f"/en{URL}v1/#t4"


def test_whoever_cites_an_old_version_is_told_what_became_of_it(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release_of(at=AT)
    answer = replace(DOCUMENT.turns[3], blocks=(Paragraph("一天之内办结。"),))
    next_version(replace(DOCUMENT, turns=(*DOCUMENT.turns[1:3], answer)))
    with django_assert_num_queries(2):
        changed = client.get(CITE)
    assert changed.context["page"].paragraphs == ("半天之内办结。",)
    assert "这是第 1 版的说法，此后有改动。" in changed.content.decode()
    assert f'href="{URL}changes/?since=1"' in changed.content.decode()
    assert "现行版本里没有这一段。" in client.get(f"{URL}v1/cite/t1/").content.decode()
    assert client.get(f"{URL}v1/cite/t2/").context["page"].changed == ""
    assert client.get(f"{URL}v2/cite/t4/").context["page"].changed == ""


def test_a_turn_without_words_has_none_to_copy(client: Client) -> None:
    release_of(replace(DOCUMENT, turns=(*DOCUMENT.turns, Turn("t5", Kind.NARRATION))), at=AT)
    page = client.get(f"{URL}v1/cite/t5/").context["page"]
    assert (page.who, page.position, page.paragraphs) == ("", "", ())
    assert page.citations[0].id == "source"


@pytest.mark.parametrize("rest", ["v1/cite/t9/", "v2/cite/t4/", "v0/cite/t4/", "v1/cite/p1/", "v1/cite/t04/"])
def test_what_there_is_not_cannot_be_cited(client: Client, rest: str) -> None:
    release_of(at=AT)
    assert client.get(f"{URL}{rest}").status_code == 404


def test_every_turn_leads_to_its_citation(client: Client) -> None:
    release_of(at=AT)
    next_version(replace(DOCUMENT, venue="别处"))
    for address, number in ((URL, 2), (f"{URL}v1/", 1), ("/questions/20260329-1/t3/", 2)):
        assert f'<a href="{URL}v{number}/cite/t4/">引用' in client.get(address).content.decode()
