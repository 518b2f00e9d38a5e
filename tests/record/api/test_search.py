from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.record.publishing import withdraw
from tests.record.api.reading import got, pages
from tests.record.making import release_of, several

pytestmark = pytest.mark.django_db

SITE = "https://news.example.gov.cn"


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_takes_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    several(number)
    with django_assert_num_queries(4):
        response = client.get("/api/v1/search?q=企业 办结")
    assert response.json()["total"] == number


def test_what_is_found_is_what_the_page_finds(client: Client) -> None:
    release_of()
    value = got(client, "search?q=办结&kind=answer&year=2026")
    (conference,) = value.pop("items")
    assert value == {"next": None, "total": 1, "more_than_total": False, "page": 1, "pages": 1}
    (found,) = conference.pop("found")
    assert conference == {
        "release": "20260329-1",
        "url": f"{SITE}/releases/20260329-1/",
        "api": f"{SITE}/api/v1/releases/20260329-1",
        "title": [{"text": "澜江市优化营商环境新闻发布会", "marked": False}],
        "held_on": "2026-03-29",
        "source": "澜江市人民政府新闻办公室",
        "section": "新闻发布会",
        "number": 1,
    }
    (answer,) = found["said"]
    assert (found["kind"], found["question"]["turn"]) == ("exchange", "t3")
    assert answer == {
        "turn": "t4",
        "kind": "answer",
        "label": "江望舒",
        "speaker": "江望舒",
        "position": "市行政审批局局长",
        "url": f"{SITE}/releases/20260329-1/#t4",
        "excerpt": [
            {"text": "半天之内", "marked": False},
            {"text": "办结", "marked": True},
            {"text": "。", "marked": False},
        ],
    }


def test_a_statement_has_no_question(client: Client) -> None:
    release_of()
    (conference,) = got(client, "search?q=三项举措")["items"]
    assert [(found["kind"], found["question"]) for found in conference["found"]] == [("statement", None)]


def test_pages_are_numbered(client: Client) -> None:
    several(11)
    assert [len(page) for page in pages(client, "search?q=办结&year=2026")] == [10, 1]
    assert got(client, "search?q=办结")["next"] == f"{SITE}/api/v1/search?q=%E5%8A%9E%E7%BB%93&page=2"


def test_what_was_withdrawn_is_not_found(client: Client) -> None:
    release_of()
    assert got(client, "search?q=办结")["total"] == 1
    withdraw(release_id="20260329-1", reason="有误", by="签发人")
    assert got(client, "search?q=办结")["items"] == []
