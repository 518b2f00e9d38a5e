from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from lxml import html as reader
from pytest_django import DjangoAssertNumQueries

from releases.record.publishing import withdraw
from tests.record.asking import asked_on, dangling, topic

pytestmark = pytest.mark.django_db


def test_topics_are_counted_without_what_is_withdrawn(client: Client) -> None:
    business, water = topic(), topic("water", "水价", 1)
    asked_on(date(2026, 5, 1), "开店需要几天？", business)
    withdraw(
        release_id=asked_on(date(2026, 5, 2), "水价会不会涨？", business, water).pk,
        reason="有误",
        by="签发人",
    )
    dangling(water)
    found = client.get("/topics/").context["topics"]
    assert [(one.slug, one.number) for one in found] == [("business", 1), ("water", 0)]


def test_no_topics_are_said_so(client: Client) -> None:
    assert "还没有主题。" in client.get("/topics/").content.decode()


def test_years_have_a_table_of_the_figures_drawn(client: Client) -> None:
    business, water = topic(), topic("water", "水价", 1)
    asked_on(date(2024, 5, 1), "开店需要几天？", business)
    asked_on(date(2026, 5, 1), "开店需要几天？", business, water)
    page = reader.fromstring(client.get("/questions/years/").content.decode())
    rows = [
        ["".join(map(str, cell.itertext())).strip() for cell in row.iter("th", "td")]
        for row in page.iter("tr")
    ]
    assert rows == [
        ["主题", "2024年", "2025年", "2026年", "合计"],
        ["开办企业", "1", "0", "1", "2"],
        ["水价", "0", "0", "1", "1"],
    ]
    assert [cell.get("scope") for cell in page.iter("th")] == ["col"] * 5 + ["row"] * 2
    assert page.findtext(".//caption") == "各主题每年的提问数"
    drawn = page.findall(".//main//svg")
    assert [one.get("role") for one in drawn] == ["img", "img"]
    assert [one.findtext("desc") for one in drawn] == [
        "2024年 1 个，2025年 0 个，2026年 1 个。",
        "2024年 0 个，2025年 0 个，2026年 1 个。",
    ]
    assert [one.get("aria-labelledby") for one in drawn] == [
        "bars-1 bars-1-in-words",
        "bars-2 bars-2-in-words",
    ]
    assert [len(one.findall("rect")) for one in drawn] == [2, 1]


def test_without_filed_questions_there_is_no_chart(client: Client) -> None:
    dangling(topic())
    asked_on(date(2026, 5, 1))
    html = client.get("/questions/years/").content.decode()
    assert "还没有归入主题的提问，所以没有图表。" in html
    assert 'class="bars"' not in html
    assert "<table" not in html


def test_years_left_out_are_told(client: Client) -> None:
    business = topic()
    asked_on(date(2010, 5, 1), "开店需要几天？", business)
    asked_on(date(2026, 5, 1), "开店需要几天？", business)
    assert "这里只有最近 10 年的。" in client.get("/questions/years/").content.decode()


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(("address", "queries"), [("/topics/", 1), ("/questions/years/", 2)])
def test_topics_take_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int, address: str, queries: int
) -> None:
    for index in range(number):
        asked_on(date(2026, 5, index + 1), "开店需要几天？", topic(f"topic-{index}", f"主题{index}"))
    with django_assert_num_queries(queries):
        client.get(address)
