from __future__ import annotations

import re
from datetime import date

import pytest
from django.contrib.auth.models import User
from pytest_django import DjangoAssertNumQueries

from releases.desk.models import Conference, Participant, Person
from tests.desk.making import account, client_of

pytestmark = pytest.mark.django_db


def spoke(person: Person, day: date | None, position: str) -> None:
    conference = Conference.objects.create(title="清水入城", held_day=day)
    Participant.objects.create(
        conference=conference, number=1, order=1, name=person.name, person=person, position=position
    )


def test_a_person_shows_every_position_newest_first() -> None:
    person = Person.objects.create(name="李木", note="水务局")
    spoke(person, date(2024, 1, 1), "副局长")
    spoke(person, date(2026, 1, 1), "<局长>")
    page = client_of(account("撰稿")).get(f"/desk/desk/person/{person.pk}/change/").content.decode()
    items = re.findall(r"<li>(\S+ \S+ \S+|\S+ \S+) <a", page)
    assert [re.sub(r"\s+", " ", item) for item in items] == [
        "2026-01-01 &lt;局长&gt;",
        "2024-01-01 副局长",
    ]


def test_a_person_who_never_spoke_has_no_positions() -> None:
    person = Person.objects.create(name="李木")
    spoke(Person.objects.create(name="王禾"), None, "")
    desk = client_of(account("撰稿"))
    assert "还没有出席记录。" in desk.get(f"/desk/desk/person/{person.pk}/change/").content.decode()
    other = Person.objects.get(name="王禾")
    page = desk.get(f"/desk/desk/person/{other.pk}/change/").content.decode()
    assert "日期未定 （无职务）" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_counts_without_a_query_a_row(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(count):
        spoke(Person.objects.create(name="李木"), date(2024, 1, 1), "局长")
    desk = client_of(account("撰稿"))
    desk.get("/desk/desk/person/")
    with django_assert_num_queries(8):
        page = desk.get("/desk/desk/person/").content.decode()
    assert re.findall(r'class="field-times">(\d+)<', page) == ["1"] * count


def test_namesakes_are_told_apart_by_their_notes() -> None:
    assert str(Person(name="李木")) == "李木"
    assert str(Person(name="李木", note="水务局")) == "李木（水务局）"


def test_only_a_person_who_was_nowhere_can_be_taken_away() -> None:
    mistyped = Person.objects.create(name="林一术")
    spoke(known := Person.objects.create(name="林一木"), date(2026, 1, 1), "局长")
    desk = client_of(account("撰稿"))
    for person in (mistyped, known):
        desk.post(f"/desk/desk/person/{person.pk}/delete/", {"post": "yes"})
    assert list(Person.objects.all()) == [known]
    nobody = client_of(User.objects.create_user("n", is_staff=True))
    other = Person.objects.create(name="王禾")
    assert nobody.post(f"/desk/desk/person/{other.pk}/delete/", {"post": "yes"}).status_code == 403
