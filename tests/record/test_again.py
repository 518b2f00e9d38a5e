from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from releases.record import again as module
from releases.record.again import Again, asked_again
from releases.record.headings import headings_of
from releases.record.models import Question, Release
from releases.record.publishing import withdraw
from tests.record.asking import asked, asked_on, department, topic
from tests.record.making import release_of

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 29)
TEXT = "企业开办需要几天？"


def again(release: Release, text: str = TEXT) -> Again:
    """Return what was asked again of a release's only question."""
    question = release.questions.get()
    return asked_again(question, text, headings_of([question])[question.pk])


def keys(questions: tuple[Question, ...]) -> list[str]:
    """Return the releases of the questions."""
    return [question.release_id for question in questions]


def test_the_same_of_other_days_is_found_within_a_topic() -> None:
    business, water = topic(), topic("water", "水价")
    first = asked_on(DAY, TEXT, business)
    before = asked_on(date(2025, 1, 5), "企业开办现在需要几天？", business)
    after = asked_on(date(2026, 9, 1), "开办企业需要几天？", business, answer="现在只要两个小时。")
    asked_on(date(2026, 9, 2), "开办企业需要几天？", water)
    asked_on(date(2026, 9, 3), "企业开办需要几天？")
    other = asked_on(date(2026, 9, 4), "小店排污许可去哪里办？", business)
    gone = asked_on(date(2026, 9, 5), TEXT, business)
    withdraw(release_id=gone.pk, reason="有误", by="签发人")
    found = again(first)
    assert (keys(found.later), keys(found.earlier)) == ([after.pk], [before.pk])
    assert keys(found.others) == [other.pk]
    assert found.later[0].answer["begins"] == "现在只要两个小时。"  # type: ignore[attr-defined]


@pytest.mark.parametrize("many", [0, 1_000])
def test_the_same_is_found_however_many_there_are(monkeypatch: pytest.MonkeyPatch, many: int) -> None:
    monkeypatch.setattr(module, "MANY", many)
    business = topic()
    department()
    first = asked_on(DAY, TEXT, business)
    of_topic, of_department = asked_on(date(2026, 9, 1), TEXT, business), asked_on(date(2026, 9, 2), TEXT)
    release_of(asked("怎么免税？", "按季申报。", on=date(2026, 9, 3), speaker="p3"))
    found = again(first)
    assert keys(found.later) == [of_department.pk, of_topic.pk]
    assert found.others == ()


def test_the_same_is_found_within_a_department_but_is_no_other_of_the_topic() -> None:
    department()
    first = asked_on(DAY)
    after = asked_on(date(2026, 9, 1))
    asked_on(date(2026, 9, 2), "小店排污许可去哪里办？")
    found = again(first)
    assert (keys(found.later), found.earlier, found.others) == ([after.pk], (), ())


def test_another_conference_of_the_same_day_comes_before() -> None:
    business = topic()
    first, second = asked_on(DAY, TEXT, business), asked_on(DAY, TEXT, business)
    found = again(first)
    assert (found.later, keys(found.earlier)) == ((), [second.pk])


def test_a_question_under_nothing_has_nothing_to_be_compared_with() -> None:
    first = asked_on(DAY)
    asked_on(date(2026, 9, 1))
    assert again(first) == Again((), (), ())


def test_few_are_shown() -> None:
    business = topic()
    first = asked_on(DAY, TEXT, business)
    for day in range(1, 6):
        asked_on(date(2026, 9, day), TEXT, business)
        asked_on(date(2026, 8, day), f"第{day}种许可证去哪里办？" * day, business)
        asked_on(date(2026, 7, day), f"{day}号窗口{'中午' * day}开门吗？", business)
    found = again(first)
    assert (len(found.later), len(found.earlier), len(found.others)) == (3, 0, 5)


@pytest.mark.parametrize(("later", "queries"), [(0, 3), (1, 4), (3, 4)])
def test_the_same_is_found_in_four_queries(
    django_assert_num_queries: DjangoAssertNumQueries, later: int, queries: int
) -> None:
    business = topic()
    first = asked_on(DAY, TEXT, business)
    for day in range(1, later + 1):
        asked_on(date(2026, 9, day), TEXT, business)
    question = first.questions.get()
    headings = headings_of([question])[question.pk]
    with django_assert_num_queries(queries):
        asked_again(question, TEXT, headings)
