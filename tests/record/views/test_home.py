from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.document import Kind, Turn
from releases.record.models import Section
from releases.record.publishing import withdraw
from tests.record.asking import asked_on, topic
from tests.record.making import DOCUMENT, held, release_of, several

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("number", [0, 1, 3])
def test_home_takes_six_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    several(number)
    with django_assert_num_queries(6):
        response = client.get("/")
    assert len(response.context["latest"]) == number


def test_home_shows_the_six_latest(client: Client) -> None:
    several(7)
    titles = [release.title for release in client.get("/").context["latest"]]
    assert titles == [f"第{number}场新闻发布会" for number in (7, 6, 5, 4, 3, 2)]


def test_home_shows_what_comes_next_apart(client: Client) -> None:
    now = datetime.now(UTC)
    for days in (5, 1, 3, 2, -1):
        announced = replace(held(DOCUMENT, now + timedelta(days=days)), turns=(), title=f"{days}天后")
        release_of(announced)
    context = client.get("/").context
    assert [release.title for release in context["next"]] == ["1天后", "2天后", "3天后"]
    assert [release.title for release in context["latest"]] == ["-1天后"]


def test_home_shows_who_is_asked_most(client: Client) -> None:
    questions = tuple(Turn(f"t{number}", Kind.QUESTION) for number in range(1, 6))
    for source, number in (("甲局", 2), ("乙局", 3), ("甲局", 2), ("丙局", 0), ("", 5), ("丁局", 3)):
        release_of(replace(DOCUMENT, source=source, turns=questions[:number]))
    gone = release_of(replace(DOCUMENT, source="乙局", turns=questions))
    withdraw(release_id=gone.pk, reason="有误", by="签发人")
    assert client.get("/").context["departments"] == [
        {"source": "甲局", "questions": 4},
        {"source": "丁局", "questions": 3},
        {"source": "乙局", "questions": 3},
    ]


def test_home_leads_to_the_top_sections(client: Client) -> None:
    assert client.get("/").context["sections"] == [Section.objects.get(path="jdhy")]


def test_home_leaves_withdrawn_out(client: Client) -> None:
    withdraw(release_id=release_of().pk, reason="有误", by="签发人")
    response = client.get("/")
    assert (response.context["latest"], response.context["departments"]) == ([], [])
    assert DOCUMENT.title not in response.content.decode()


def test_home_names_its_canonical_address(client: Client) -> None:
    html = client.get("/").content.decode()
    assert '<link rel="canonical" href="https://news.example.gov.cn/">' in html
    assert html.count('<meta name="SiteName" content="澜江市新闻发布">') == 1


def test_home_leads_to_what_was_asked(client: Client) -> None:
    for number in range(9):
        topic(f"topic-{number}", f"主题{number}", number)
    for day in range(1, 5):
        asked_on(date(2026, 5, day), f"第{day}件事怎么办？")
    withdraw(release_id="20260504-1", reason="有误", by="签发人")
    response = client.get("/")
    assert [question.title for question in response.context["asked"]] == [
        f"第{day}件事怎么办？" for day in (3, 2, 1)
    ]
    assert [topic.slug for topic in response.context["topics"]] == [f"topic-{number}" for number in range(8)]
    html = response.content.decode()
    assert '<a href="/questions/20260503-1/t3/">第3件事怎么办？</a>' in html
    assert '<a href="/questions/">进入问答库</a>' in html


def test_home_without_questions_has_no_entrance(client: Client) -> None:
    topic()
    assert "进入问答库" not in client.get("/").content.decode()
