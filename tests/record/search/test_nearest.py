"""What is offered, from what is published to what it would find."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from releases.document import Person
from releases.record.publishing import withdraw
from releases.record.search import nearest as module
from releases.record.search.finding import search
from releases.record.search.nearest import Nearest, nearest
from releases.record.search.offers import Offer
from releases.record.search.query import parse
from releases.record.search.results import Filters
from tests.record.making import release_of
from tests.record.search.making import PEOPLE, conference, found, published

pytestmark = pytest.mark.django_db

SCHOOL = (
    ("q", "新建幼儿园吗？"),
    ("a2", "普惠幼儿园收费不变，幼儿园学位增加。"),
    ("s1", "教育财政投入增加。"),
)


def offers(typed: str, **filters: Any) -> Nearest:
    """Search as a page would, and return what it offers."""
    chosen = Filters(**filters)
    return nearest(search(parse(typed), chosen), chosen)


def said(offered: tuple[Offer, ...]) -> list[tuple[str, int]]:
    """Return the questions offered, with how much each finds."""
    return [(str(offer.query), offer.number) for offer in offered]


def all_of(offered: Nearest) -> tuple[Offer, ...]:
    """Return every offer."""
    return offered.meant + offered.fewer_words + offered.fewer_filters


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("幼儿圆", [("幼儿园", 1)]),
        ("youeryuan", [("幼儿园", 1)]),
        ("幼儿圆 收费", [("幼儿园 收费", 1)]),
        ("幼儿园收费标准", [("幼儿园", 1)]),
        ("幼儿圆收费", [("幼儿园 收费", 1)]),
        ("幼儿圆 投入", []),
    ],
)
def test_what_is_offered_finds_something(typed: str, meant: list[tuple[str, int]]) -> None:
    published(*SCHOOL)
    assert found(typed).total == 0
    assert said(offers(typed).meant) == meant


@pytest.mark.parametrize(
    "typed",
    ["jiangwangshu", "jws", "jiangws", "Jiang Wang-shu", "wangshu jiang", "江望书", "将望舒", "江 望书"],
)
def test_a_person_is_offered_even_where_nobody_mentions_them(typed: str) -> None:
    published(*SCHOOL)
    (offer,) = offers(typed).meant
    assert offer.term
    assert (offer.term.text, offer.term.position, offer.number) == ("江望舒", "市教育局局长", 0)


def test_people_of_a_surname_are_offered_where_something_is_found() -> None:
    published(*SCHOOL)
    assert said(offers("jiang").meant) == []
    published(("s1", "请江望舒局长回答。"))
    assert said(offers("jiang").meant) == [("江望舒", 1)]


def test_a_person_beside_other_words_narrows_to_what_they_said() -> None:
    published(*SCHOOL)
    (offer,) = offers("江望书 学位").meant
    assert (str(offer.query), offer.filters, offer.number) == ("学位", Filters(speaker="12"), 1)
    assert found("学位", speaker="12").total == 1


def test_a_source_is_offered_with_its_list() -> None:
    published(*SCHOOL)
    assert [(each.term.text, each.number) for each in offers("市教育居").meant if each.term] == [
        ("市教育局", 0)
    ]


def test_fewer_words_are_offered_and_single_ones_only_where_these_find_nothing() -> None:
    published(*SCHOOL)
    assert said(offers("学位 投入").fewer_words) == [("投入", 1), ("学位", 1)]
    assert said(offers("学位 收费 投入").fewer_words) == [("学位 收费", 1)]
    assert said(offers("学位 投入 查无").fewer_words) == [("学位", 1), ("投入", 1)]
    assert said(offers("学位 -收费").fewer_words) == [("学位", 1)]


def test_filters_that_leave_nothing_are_offered_away() -> None:
    published(*SCHOOL)
    offered = offers("学位", year=2026, kind="question").fewer_filters
    assert [(each.left_out, each.number) for each in offered] == [(("year", "kind"), 1), (("kind",), 1)]


def test_a_slip_beside_filters_is_offered_within_them_or_else_without() -> None:
    published(*SCHOOL)
    assert [(str(each.query), each.filters) for each in offers("幼儿圆", year=2026).meant] == [
        ("幼儿园", Filters(year=2026))
    ]
    assert [(str(each.query), each.filters) for each in offers("幼儿圆", year=1999).meant] == [
        ("幼儿园", Filters())
    ]


def test_every_offer_finds_what_it_says() -> None:
    published(*SCHOOL)
    published(
        ("s3", "财政投入，财政支出，财政收入，收费公示。"), title="财政投入发布会", day=date(2025, 3, 1)
    )
    tried = 0
    for typed in (
        "幼儿圆 收费",
        "学位 投入 -收费",
        "财正投入",
        "江望舒 投入",
        "收费公式 幼儿圆",
        "caizheng 学位",
    ):
        for filters in ({}, {"year": 2025}, {"year": 2025, "kind": "question"}):
            for offer in all_of(offers(typed, **filters)):
                tried += 1
                assert search(offer.query, offer.filters).total == offer.number or offer.number == 100
                assert offer.number or offer.has_page
    assert tried > 15


def test_beside_few_results_only_what_is_far_more_frequent_is_offered() -> None:
    published(("s1", "学费"), title="学委发布会")
    for day in range(1, 11):
        published(title="学位发布会", day=date(2026, 1, day))
    assert (found("学委").total, said(offers("学委").meant)) == (1, [("学位", 10)])
    assert (found("学位").total, offers("学位")) == (10, Nearest())
    withdraw(release_id="20260101-1", reason="有误", by="签发人")
    assert offers("学委") == Nearest()


def test_what_was_found_is_not_taken_apart() -> None:
    published(("s1", "幼儿园收费"), *[("s1", "新建幼儿园。普惠幼儿园，幼儿园")] * 4)
    assert (found("幼儿园收费").total, offers("幼儿园收费")) == (1, Nearest())


def test_of_four_words_none_is_put_right_but_one_left_out() -> None:
    published(*SCHOOL)
    offered = offers("幼儿圆 学位 收费 增加")
    assert (said(offered.meant), said(offered.fewer_words)) == ([], [("学位 收费 增加", 1)])
    assert said(offers("幼儿圆 学位 收费").meant) == [("幼儿园 学位 收费", 1)]


def test_nothing_is_taken_apart_into_more_than_three() -> None:
    published(*[("s1", "幼儿园，收费，学位")] * 4)
    assert said(offers("幼儿园收费学位").meant) == [("幼儿园 收费 学位", 4)]
    published(*[("s1", "幼儿园，收费，学位，教师")] * 4, day=date(2026, 3, 30))
    assert ("幼儿园 收费 学位 教师", 4) not in said(offers("幼儿园收费学位教师").meant)


def test_words_found_in_a_title_alone_are_taken_apart() -> None:
    published(*[("s1", "幼儿园，收费")] * 4, title="幼儿园收费发布会")
    assert (found("幼儿园收费").total, said(offers("幼儿园收费").meant)) == (1, [("幼儿园 收费", 5)])


def test_words_taken_apart_that_find_no_more_are_not_offered() -> None:
    published(*[("s1", "幼儿园"), ("s1", "收费")] * 4, title="幼儿园收费发布会")
    assert (found("幼儿园 收费").total, offers("幼儿园收费")) == (1, Nearest())


def test_beside_few_results_the_person_of_that_name_is_offered() -> None:
    published(("s1", "请江望舒局长回答。"))
    (offer,) = offers("江望舒").meant
    assert (offer.term.ref if offer.term else "", offer.number) == ("12", 0)
    (offer,) = offers("江望舒 局长").meant
    assert (str(offer.query), offer.filters, offer.number) == ("局长", Filters(speaker="12"), 0)


def test_an_offer_is_counted_only_so_far(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_COUNTED", 2)
    published(*[("s1", "新建幼儿园。普惠幼儿园，幼儿园")] * 3)
    assert said(offers("幼儿圆").meant) == [("幼儿园", 2)]


def test_nothing_of_what_is_withdrawn_is_offered() -> None:
    published(("s1", "大家好"))
    secret = replace(
        conference(("s2", "贺兰亭谈磁悬浮，通报磁悬浮，磁悬浮。"), title="磁悬浮发布会", source="市轨道办"),
        people=(*PEOPLE[:1], Person("p2", "贺兰亭", "市轨道办主任", ref="8"), *PEOPLE[2:]),
    )
    withdrawn = release_of(secret)
    asked = (
        "贺兰婷",
        "helanting",
        "hlt",
        "helan",
        "贺兰亭",
        "磁悬服",
        "cixuanfu",
        "cxf",
        "市轨道版",
        "贺兰亭 大家好",
    )
    before = {typed: len(all_of(offers(typed))) for typed in asked}
    assert 0 not in before.values(), before
    withdraw(release_id=withdrawn.pk, reason="有误", by="签发人")
    shown = {typed: [(str(each.query), each.term) for each in all_of(offers(typed))] for typed in asked}
    assert {typed: found for typed, found in shown.items() if found} == {"贺兰亭 大家好": [("大家好", None)]}


@pytest.mark.parametrize("typed", ["", "-幼儿园", "。"])
def test_nothing_asked_is_nothing_offered(typed: str) -> None:
    published(*SCHOOL)
    assert offers(typed) == Nearest()


def test_nothing_published_is_nothing_offered() -> None:
    assert offers("幼儿圆") == Nearest()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("查无此事", 1),
        ("幼儿圆", 2),
        ("幼儿圆 学位 收费", 2),
        ("幼儿圆 学位 收费 江望书", 1),
        ("幼儿园", 0),
        ("江望舒", 2),
    ],
)
@pytest.mark.parametrize("releases", [4, 6])
def test_offers_take_at_most_two_queries(typed: str, number: int, releases: int) -> None:
    for day in range(1, releases + 1):
        published(*SCHOOL, day=date(2026, 1, day))
    results = search(parse(typed))
    with CaptureQueriesContext(connection) as queries:
        nearest(results, Filters())
    assert len(queries) == number


@pytest.mark.parametrize(
    "typed",
    [
        *("' OR 1=1 --", "NEAR(a b)", "%s %(x)s {where} {}", "a & b | !c", '"' * 9_999, "-" * 10_000),
        *("幼" * 10_000, "x" * 10_000, "幼 " * 5_000, "a-" * 5_000, "a " * 5_000),
        *("\ud800幼\udfff儿\x00圆", "\ud800", "\U0010ffff\U0010fffe", "𠮷田幼儿园", "(?=a)[^b]{1,9}$"),
        "".join(map(chr, range(0x4E00, 0x4E00 + 10_000))),
    ],
)
def test_hostile_queries_are_answered(typed: str) -> None:
    published(*SCHOOL)
    results = search(parse(typed))
    with CaptureQueriesContext(connection) as queries:
        offered = nearest(results, Filters())
    assert len(queries) <= 2
    assert all(offer.number or offer.has_page for offer in all_of(offered))
