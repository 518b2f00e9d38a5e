from __future__ import annotations

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from releases.record.headings import Heading, Headings, all_headings, headings_of, topics_by_year
from releases.record.models import Question
from tests.record.asking import asked_on, dangling, department, topic

pytestmark = pytest.mark.django_db


def test_headings_stand_in_the_order_of_staff(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    late, early = topic("a", "甲", position=2), topic("b", "乙", position=1)
    approval = department()
    with django_assert_num_queries(1):
        headings = all_headings()
    assert headings == Headings(
        (Heading("topic", 1, "b", "乙", early.pk), Heading("topic", 2, "a", "甲", late.pk)),
        (Heading("department", 0, "approval", "市行政审批局", approval.pk),),
    )
    assert [heading.url for heading in (*headings.topics, *headings.departments)] == [
        "/topics/b/",
        "/topics/a/",
        "/departments/approval/",
    ]


def test_each_question_has_its_own_headings(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    business = topic()
    bare = asked_on(date(2026, 1, 1))
    approval = department()
    filed = asked_on(date(2026, 1, 2), "企业开办需要几天？", business)
    questions = list(Question.objects.all())
    with django_assert_num_queries(1):
        found = headings_of(questions)
    assert found == {
        bare.questions.get().pk: Headings(),
        filed.questions.get().pk: Headings(
            (Heading("topic", 0, "business", "开办企业", business.pk),),
            (Heading("department", 0, "approval", "市行政审批局", approval.pk),),
        ),
    }


def test_topics_are_counted_by_year_without_what_is_withdrawn(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    business, water = topic(), topic("water", "水价")
    asked_on(date(2025, 12, 31), "企业开办需要几天？", business)
    asked_on(date(2026, 1, 1), "企业开办需要几天？", business)
    asked_on(date(2026, 1, 2), "企业开办需要几天？", business)
    dangling(business)
    dangling(water)
    with django_assert_num_queries(2):
        found = topics_by_year()
    heading = Heading("topic", 0, "business", "开办企业", business.pk)
    assert sorted(found) == [(heading, 2025, 1), (heading, 2026, 2)]
