from __future__ import annotations

from datetime import date

import pytest

from releases.desk import people
from releases.desk.models import Conference, Participant, Person

pytestmark = pytest.mark.django_db


def at(
    conference: Conference, number: int, name: str, position: str = "", person: Person | None = None
) -> Participant:
    return Participant.objects.create(
        conference=conference, number=number, order=number, name=name, position=position, person=person
    )


def test_linking_touches_only_those_without_a_person() -> None:
    conference = Conference.objects.create()
    chosen = Person.objects.create(name="李木", note="另一位")
    Person.objects.create(name="李木")
    at(conference, 1, "李木", person=chosen)
    at(conference, 2, "王禾")
    assert people.link(conference.participants.all()) == []
    assert [row.person and row.person.name for row in conference.participants.all()] == ["李木", "王禾"]
    assert people.link(conference.participants.all()) == []
    assert Person.objects.count() == 3


def test_one_name_twice_in_a_conference_is_one_new_person() -> None:
    conference = Conference.objects.create()
    at(conference, 1, "李木", "局长")
    at(conference, 2, "李木", "组长")
    people.link(conference.participants.all())
    assert Person.objects.count() == 1


def test_earlier_positions_put_own_people_first_and_leave_out_this_conference() -> None:
    old = Conference.objects.create(held_day=date(2024, 1, 1))
    later = Conference.objects.create(held_day=date(2025, 1, 1))
    at(old, 1, "李木", "副局长")
    at(old, 2, "周田", "科长")
    at(later, 1, "李木", "局长")
    at(later, 2, "周田", "科长")
    this = Conference.objects.create()
    at(this, 1, "李木", "今天的职务")
    at(this, 2, "王禾", "")
    assert people.earlier_positions(this) == [("局长", "李木"), ("副局长", "李木"), ("科长", "周田")]
    assert len(people.earlier_positions(this, limit=1)) == 2
    assert ("今天的职务", "李木") in people.earlier_positions(Conference())
