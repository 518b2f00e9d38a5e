from __future__ import annotations

from dataclasses import replace

import pytest

from releases.document import Kind, Paragraph, Role, Turn
from releases.record.departments import Spoken, attribute, departments_of, spoken_positions
from releases.record.models import Department, Passage, Question
from tests.record.making import DOCUMENT, held, release_of

EDUCATION = Department(pk=1, slug="education", name="市教育局", other_names="市教委\n\n 澜江市教育局 ")
CITY = Department(pk=2, slug="city", name="市政府")
PRESS = Department(pk=3, slug="press", name="市政府新闻办公室")


@pytest.mark.parametrize(
    ("position", "departments"),
    [
        ("市教育局副局长", [EDUCATION]),
        ("市教委主任", [EDUCATION]),
        ("原澜江市教育局局长、市教育局党组书记", [EDUCATION]),
        ("望澜区教育局局长", []),
        ("市政府副秘书长", [CITY]),
        ("市政府新闻办公室副主任", [PRESS]),
        ("市政府副秘书长、市政府新闻办公室主任", [CITY, PRESS]),
        ("市政府新闻办公室主任兼市教育局局长", [EDUCATION, PRESS]),
        ("", []),
    ],
)
def test_departments_of_a_position_are_those_it_names(position: str, departments: list[Department]) -> None:
    found = departments_of(position, [EDUCATION, CITY, PRESS])
    assert found == departments


def _spoken() -> dict[tuple[str, str], list[str]]:
    passages = Passage.objects.order_by("release", "position")
    return {
        (one.release_id, one.turn): [department.slug for department in one.departments.all()]
        for one in passages
    }


def _asked() -> dict[str, list[str]]:
    return {
        one.key: [department.slug for department in one.departments.all()] for one in Question.objects.all()
    }


@pytest.mark.django_db
def test_a_department_speaks_where_its_people_state_or_answer() -> None:
    Department.objects.create(slug="approval", name="市行政审批局")
    Department.objects.create(slug="publicity", name="市委宣传部")
    Department.objects.create(slug="tax", name="市税务局")
    turns = (
        *DOCUMENT.turns,
        Turn("t5", Kind.ANSWER, "p2", "江望舒", "t3", blocks=(Paragraph("再补充一点。"),)),
        Turn("t6", Kind.ANSWER, "p1", "闻知秋", "t3", blocks=(Paragraph("我也说一句。"),)),
        Turn("t7", Kind.NARRATION, "p3", "白砚", blocks=(Paragraph("白砚入场。"),)),
    )
    release_of(replace(DOCUMENT, turns=turns))
    # Who leads through the conference speaks for a department only in an answer.
    assert _spoken() == {
        ("20260329-1", "t1"): [],
        ("20260329-1", "t2"): ["approval"],
        ("20260329-1", "t3"): [],
        ("20260329-1", "t4"): ["approval"],
        ("20260329-1", "t5"): ["approval"],
        ("20260329-1", "t6"): ["publicity"],
        ("20260329-1", "t7"): [],
    }
    assert _asked() == {"20260329-1/t3": ["approval", "publicity"]}


@pytest.mark.django_db
def test_a_changed_list_of_departments_is_told_of_every_release() -> None:
    release_of()
    release_of(held(DOCUMENT, DOCUMENT.held.start, "另一场"))  # type: ignore[arg-type]  # it has a day
    none: dict[str, list[str]] = {"20260329-1/t3": [], "20260329-2/t3": []}
    assert _asked() == none
    approval = Department.objects.create(slug="approval", name="市行政审批局")
    attribute()
    assert _asked() == {"20260329-1/t3": ["approval"], "20260329-2/t3": ["approval"]}
    assert sorted(key for key, slugs in _spoken().items() if slugs) == [
        ("20260329-1", "t2"),
        ("20260329-1", "t4"),
        ("20260329-2", "t2"),
        ("20260329-2", "t4"),
    ]
    approval.name = "市审批局"
    approval.save()
    attribute()
    assert _asked() == none


@pytest.mark.django_db
def test_someone_listed_as_moderator_alone_leads() -> None:
    people = (replace(DOCUMENT.people[0], role=Role.SPOKESPERSON), *DOCUMENT.people[1:])
    Department.objects.create(slug="publicity", name="市委宣传部")
    release_of(replace(DOCUMENT, people=people))
    assert _spoken()["20260329-1", "t1"] == ["publicity"]


@pytest.mark.django_db
def test_positions_are_counted_with_the_departments_listed_now() -> None:
    approval = Department.objects.create(slug="approval", name="市行政审批局")
    turns = (*DOCUMENT.turns, Turn("t5", Kind.ANSWER, "p3", "白砚", "t3"))
    release_of(replace(DOCUMENT, turns=turns))
    # Who leads through the conference states nothing, who has no position speaks in none.
    nobody = replace(DOCUMENT.people[1], position="")
    release_of(replace(DOCUMENT, people=(DOCUMENT.people[0], nobody, DOCUMENT.people[2])))
    assert spoken_positions() == [
        Spoken("市行政审批局局长", 2, [approval]),
        Spoken("市税务局副局长", 1, []),
    ]
