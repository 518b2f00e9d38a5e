from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.document import Document
from releases.record.publishing import withdraw
from releases.record.views.people import PersonRow
from tests.record.making import DOCUMENT, held, release_of, several

pytestmark = pytest.mark.django_db


def later(document: Document, position: str, name: str = "江望舒") -> Document:
    """Return the document a year on, with its spokesperson promoted."""
    people = (
        document.people[0],
        replace(document.people[1], position=position, name=name),
        document.people[2],
    )
    return held(replace(document, people=people, title="后一场"), date(2027, 3, 29))


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("path", "queries"), [("/people/", 3), ("/people/12/", 3)])
def test_people_pages_take_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int, path: str, queries: int
) -> None:
    several(number)
    with django_assert_num_queries(queries):
        response = client.get(path)
    assert response.status_code == 200


def test_people_lists_speakers_with_their_latest_position(client: Client) -> None:
    release_of(later(DOCUMENT, "副市长"))
    release_of(DOCUMENT)
    assert list(client.get("/people/").context["page_obj"]) == [
        PersonRow("闻知秋", "市委宣传部副部长", "/people/11/", 2, date(2027, 3, 29)),
        PersonRow("江望舒", "副市长", "/people/12/", 2, date(2027, 3, 29)),
    ]


def test_people_leaves_unknown_and_withdrawn_out(client: Client) -> None:
    release_of(replace(DOCUMENT, people=tuple(replace(person, ref="") for person in DOCUMENT.people)))
    withdraw(release_id=release_of(later(DOCUMENT, "副市长")).pk, reason="有误", by="签发人")
    assert list(client.get("/people/").context["page_obj"]) == []


def test_people_page_by_page(client: Client) -> None:
    for number in range(41):
        person = replace(DOCUMENT.people[1], ref=f"r{number:02}")
        release_of(replace(DOCUMENT, people=(person,), turns=DOCUMENT.turns[1:2]))
    response = client.get("/people/?page=2")
    assert [row.url for row in response.context["page_obj"]] == ["/people/r40/"]
    assert response.context["canonical"] == "https://news.example.gov.cn/people/?page=2"


def test_person_shows_every_release_with_the_position_of_that_day(client: Client) -> None:
    first, second = release_of(DOCUMENT), release_of(later(DOCUMENT, "副市长", "江望舒（新）"))
    context = client.get("/people/12/").context
    rows = [one.appearance for one in context["page_obj"]]
    assert [(row.release, row.position) for row in rows] == [
        (second, "副市长"),
        (first, "市行政审批局局长"),
    ]
    assert (context["person_name"], context["count"]) == ("江望舒（新）", 2)
    assert context["canonical"] == "https://news.example.gov.cn/people/12/"


def test_person_who_only_attended_has_a_page(client: Client) -> None:
    release = release_of()
    assert [one.appearance.release for one in client.get("/people/13/").context["page_obj"]] == [release]


def test_person_of_withdrawn_releases_alone_is_404(client: Client) -> None:
    kept, gone = release_of(DOCUMENT), release_of(later(DOCUMENT, "副市长"))
    withdraw(release_id=gone.pk, reason="有误", by="签发人")
    response = client.get("/people/12/")
    assert [one.appearance.release for one in response.context["page_obj"]] == [kept]
    assert "副市长" not in response.content.decode()
    withdraw(release_id=kept.pk, reason="有误", by="签发人")
    assert client.get("/people/12/").status_code == 404


@pytest.mark.parametrize("path", ["/people/99/", "/people/江望舒/", "/people//"])
def test_unknown_person_is_404(client: Client, path: str) -> None:
    release_of()
    assert client.get(path).status_code == 404


def test_person_was_asked_and_said_in_the_order_of_the_conference(client: Client) -> None:
    first = release_of(DOCUMENT)
    second = release_of(later(DOCUMENT, "副市长"))
    gone = release_of(held(replace(DOCUMENT, title="说错了的一场"), date(2027, 5, 1)))
    withdraw(release_id=gone.pk, reason="有误", by="签发人")
    response = client.get("/people/12/")
    said = [
        (
            one.appearance.release_id,
            [(each.question, [words.words for words in each.said]) for each in one.exchanges],
        )
        for one in response.context["page_obj"]
    ]
    both = [("", ["下面介绍三项举措。"]), ("企业开办需要几天？", ["半天之内办结。"])]
    assert said == [(second.pk, both), (first.pk, both)]
    html = response.content.decode()
    assert '<a href="/questions/20260329-1/t3/">企业开办需要几天？</a>' in html
    assert '<a class="exchange-words" href="/releases/20260329-1/#t2">下面介绍三项举措。</a>' in html
    assert "说错了的一场" not in html


def test_what_is_said_to_lead_through_a_conference_is_no_statement(client: Client) -> None:
    release_of()
    response = client.get("/people/11/")
    assert [one.exchanges for one in response.context["page_obj"]] == [()]
    assert "大家下午好" not in response.content.decode()
