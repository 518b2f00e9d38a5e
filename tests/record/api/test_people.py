from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.document import Person, Role
from releases.record.publishing import withdraw
from tests.record.api.reading import got, items
from tests.record.making import DOCUMENT, held, release_of, several

pytestmark = pytest.mark.django_db

SITE = "https://news.example.gov.cn"


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    several(number)
    with django_assert_num_queries(3):
        response = client.get("/api/v1/people")
    assert [item["releases"] for item in response.json()["items"]] == [number, number]


def test_a_person_is_as_of_the_latest_time_they_spoke(client: Client) -> None:
    moderator, _, attendee = DOCUMENT.people
    later = replace(
        held(DOCUMENT, date(2026, 5, 1)),
        people=(moderator, Person("p2", "江望舒", "市政府副秘书长", Role.SPOKESPERSON, "12"), attendee),
    )
    release_of(later)
    release_of()
    release_of(held(replace(DOCUMENT, people=DOCUMENT.people[:2], turns=()), date(2026, 6, 1)))
    first, second = got(client, "people")["items"]
    assert first["ref"] == "11"
    assert second == {
        "ref": "12",
        "name": "江望舒",
        "position": "市政府副秘书长",
        "releases": 2,
        "last_on": "2026-05-01",
        "url": f"{SITE}/people/12/",
        "turns": f"{SITE}/api/v1/turns?speaker=12",
    }
    assert {turn["speaker"]["ref"] for turn in items(client, second["turns"])} == {"12"}


def test_who_has_no_ref_or_is_withdrawn_is_left_out(client: Client) -> None:
    release_of(replace(DOCUMENT, people=tuple(replace(person, ref="") for person in DOCUMENT.people)))
    assert got(client, "people")["items"] == []
    release = release_of()
    assert len(got(client, "people")["items"]) == 2
    withdraw(release_id=release.pk, reason="有误", by="签发人")
    assert got(client, "people")["items"] == []


def test_nobody_is_given_twice_or_missed_who_speaks_again_meanwhile(client: Client) -> None:
    release_of()

    def change(_: int) -> None:
        release_of(held(DOCUMENT, date(2026, 5, 1)))

    assert [item["ref"] for item in items(client, "people?limit=1", change)] == ["11", "12"]
