"""The search page: what is found, how it is narrowed, and what happens when nothing is."""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.record.publishing import withdraw
from tests.record.making import release_of
from tests.record.search.making import conference

pytestmark = pytest.mark.django_db

SCHOOL = (
    ("q", "幼儿园今年还收费吗？"),
    ("a2", "从秋季学期起，公办幼儿园免一年保教费。"),
    ("s1", "下面请看托育机构的情况。"),
)


def page(client: Client, query: str, status: int = 200) -> str:
    response = client.get(f"/search/?{query}")
    assert response.status_code == status
    html: str = response.content.decode()
    return html


def links(html: str, name: str) -> list[tuple[str, str]]:
    """Return the links of a class's paragraphs: where each leads and what it says, marks in brackets."""
    found = re.findall(rf'<p class="{name}">.*?<a href="(.*?)">(.*?)</a>', html, re.DOTALL)
    return [(where, re.sub("</?mark>", "|", re.sub("<span.*?</span> ?", "", said))) for where, said in found]


def offered(html: str) -> list[tuple[str, str]]:
    """Return what narrows the results, as printed and as addressed."""
    found = re.findall(r'<li><a href="(/search/\?[^"]*)">(.*?)</a></li>', html.partition('class="facets"')[2])
    return [(" ".join(re.sub("<.*?>", "", said).split()), where.partition("?")[2]) for where, said in found]


def offers(html: str) -> list[tuple[str, str]]:
    """Return what is offered instead, as printed and as addressed."""
    found = re.findall(
        r'<a href="(?:/search/\?)?([^"]*)">([^<]*)</a>(?: <span class="facet-number">(.*?)</span>)?',
        "".join(re.findall(r'<div class="meant">(.*?)</div>', html, re.DOTALL)),
    )
    return [(" ".join((label, number)).strip(), where) for where, label, number in found]


def test_a_question_is_found_with_its_answer_and_who_gave_it(client: Client) -> None:
    release = release_of(conference(*SCHOOL, title="学前教育发布会"))
    html = page(client, f"q={quote('幼儿园 保教费')}")
    assert "共 1 条" in html
    address = release.get_absolute_url()
    assert links(html, "found-question") == [(f"{address}#t1", "|幼儿园|今年还收费吗？")]
    assert links(html, "found-said") == [(f"{address}#t2", "从秋季学期起，公办|幼儿园|免一年|保教费|。")]
    assert '<p class="found-who">江望舒，市教育局局长</p>' in html
    assert f'<a href="{address}">学前教育发布会</a>' in html


def test_what_is_withdrawn_is_not_found(client: Client) -> None:
    release = release_of(conference(*SCHOOL))
    assert "共 1 条" in page(client, f"q={quote('保教费')}")
    withdraw(release_id=release.pk, reason="有误", by="签发人")
    html = page(client, f"q={quote('保教费')}")
    assert ("没有找到“保教费”。" in html, "公办" in html) == (True, False)


def test_filters_count_combine_and_are_taken_away(client: Client) -> None:
    release_of(conference(*SCHOOL))
    release_of(conference(("s3", "幼儿园经费已经下达。"), day=date(2025, 9, 1), source="市财政局"))
    asked = f"q={quote('幼儿园')}"
    html = page(client, asked)
    assert offered(html)[:5] == [
        ("提问 1", f"{asked}&amp;kind=question"),
        ("回答 1", f"{asked}&amp;kind=answer"),
        ("发布 1", f"{asked}&amp;kind=statement"),
        ("2026 1", f"{asked}&amp;year=2026"),
        ("2025 1", f"{asked}&amp;year=2025"),
    ]
    html = page(client, f"{asked}&kind=statement&year=2025&source={quote('市财政局')}")
    assert "共 1 条" in html
    assert "幼儿园</mark>经费已经下达。" in html
    assert re.findall(r"</span>(\w+：\S+?)<span aria-hidden", html) == [
        "类别：发布",
        "年份：2025",
        "来源：市财政局",
    ]
    html = page(client, f"{asked}&kind=statement&year=2026")
    assert ("没有找到“幼儿园”。" in html, "类别：发布" in html) == (True, True)
    assert offers(html) == [
        ("不限年份、类别 2 条", asked),
        ("不限年份 1 条", f"{asked}&amp;kind=statement"),
        ("不限类别 1 条", f"{asked}&amp;year=2026"),
    ]


def test_many_results_are_paged_and_the_address_keeps_the_question(client: Client) -> None:
    for day in range(1, 12):
        release_of(conference(*SCHOOL, day=date(2026, 3, day)))
    asked = f"q={quote('保教费')}"
    html = page(client, asked)
    assert ("共 11 条，第 1 页，共 2 页" in " ".join(html.split()), html.count("found-conference")) == (
        True,
        10,
    )
    assert f'<a rel="next" href="?{asked}&amp;page=2">' in html
    html = page(client, f"{asked}&page=2")
    assert (html.count("found-conference"), f'<a rel="prev" href="?{asked}&amp;page=1">' in html) == (1, True)


def test_what_is_left_of_a_conference_is_a_link_away(client: Client) -> None:
    release = release_of(conference(*[("s1", "幼儿园")] * 5, title="例行发布会"))
    release_of(conference(("s1", "幼儿园"), title="另一场", day=date(2026, 3, 1)))
    asked = f"q={quote('幼儿园')}&amp;kind=statement"
    html = page(client, asked.replace("&amp;", "&"))
    assert f'<a href="?{asked}&amp;release={release.pk}">这场发布会还有 2 条</a>' in html
    html = page(client, f"q={quote('幼儿园')}&release={release.pk}")
    assert (html.count("found-thing"), html.count("found-rest"), "另一场" in html) == (5, 0, False)
    assert "发布会：例行发布会" in re.sub("<.*?>", "", html)


@pytest.mark.parametrize("query", ["", "q=", "q=%22+-", "q=%E3%80%82%E3%80%82"])
def test_a_question_without_words_is_answered_with_how_to_ask(client: Client, query: str) -> None:
    release_of(conference(*SCHOOL))
    html = page(client, query)
    assert ("输入想了解的事" in html, "results-title" in html) == (True, False)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("q=a%00b", "要找的词：这里有无法查找的字符，请重新输入。"),
        ("q=a&year=x", "年份：请填写数字。"),
        ("q=a&year=99999", "年份：这个数太大。"),
        ("q=a&kind=x", "类别：没有这个选项。"),
        ("q=a&page=0", "页：这个数太小。"),
        ("q=a&release=20260329", "发布会：没有这场发布会。"),
        ("q=a&release=20260329-10000", "发布会：没有这场发布会。"),
        (f"q=a&source={'x' * 201}", "来源：最多 200 个字，请缩短一些。"),
    ],
)
def test_a_bad_address_is_refused_in_words(client: Client, query: str, said: str) -> None:
    assert f"<li>{said}</li>" in page(client, query, 400)


@pytest.mark.parametrize(
    "words",
    [
        "幼" * 10_000,
        "\u200b",
        "-" * 300,
        ".*[a-z]+(",
        "' OR 1=1 --",
        "\ud800",
        "NEAR(a b)",
        "{said}: x",
        "*",
        "a" * 5000,
    ],
)
def test_a_hostile_question_is_answered(client: Client, words: str) -> None:
    release_of(conference(*SCHOOL))
    assert client.get("/search/", {"q": words.encode("utf-8", "surrogatepass")}).status_code == 200


def test_links_ask_for_no_more_than_is_looked_for(client: Client) -> None:
    for day in (1, 2):
        release_of(conference(*SCHOOL, day=date(2025 + day, 3, 1)))
    typed = "保教费 " + "收费 " * 1_000
    links = re.findall(r'href="(/search/\?q=[^"]*)"', page(client, f"q={quote(typed)}"))
    assert links
    assert max(map(len, links)) < 9 * 60 + 40


def test_a_long_question_says_that_it_was_cut(client: Client) -> None:
    html = page(client, f"q={quote('幼儿园 ' * 80)}")
    assert "只检索了前面的部分" in html


@pytest.mark.parametrize(("number", "queries"), [(1, 5), (3, 5), (4, 4), (6, 4)])
def test_the_page_takes_four_queries_and_one_more_where_there_is_little(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int, queries: int
) -> None:
    for day in range(number):
        release_of(conference(*SCHOOL, day=date(2026, 3, day + 1)))
    with django_assert_num_queries(queries):
        html = page(client, f"q={quote('幼儿园')}&year=2026")
    assert html.count("found-conference") == number


def test_nothing_found_offers_the_nearest_and_ways_on(client: Client) -> None:
    release = release_of(conference(*SCHOOL, title="幼儿园收费发布会"))
    html = page(client, f"q={quote('幼儿圆收费 江望书')}")
    assert "没有找到“幼儿圆收费 江望书”。" in html
    assert "您要找的是不是" in html
    assert offers(html) == [("江望舒", "/people/12/")]
    assert '<span class="meant-note">市教育局局长</span>' in html
    html = page(client, f"q={quote('幼儿圆收费')}")
    assert offers(html) == [("幼儿园收费 1 条", f"q={quote('幼儿园收费')}")]
    assert f'<a href="{release.get_absolute_url()}">幼儿园收费发布会</a>' in html


def test_nothing_near_still_leads_on(client: Client) -> None:
    for day in range(1, 5):
        release_of(conference(*SCHOOL, title=f"第{day}场", day=date(2026, 3, day)))
    html = page(client, f"q={quote('查无此事')}")
    assert offers(html) == []
    assert "试试更短的词" in html
    assert '<a href="/releases/">' in html
    assert re.findall(r'<h3 class="row-title"><a href=".*?">(.*?)</a>', html) == ["第4场", "第3场", "第2场"]


def test_little_found_beside_a_far_more_frequent_word_asks_which_was_meant(client: Client) -> None:
    release_of(conference(*SCHOOL, title="学委发布会"))
    for day in range(1, 11):
        release_of(conference(*SCHOOL, title="学位发布会", day=date(2026, 1, day)))
    html = page(client, f"q={quote('学委')}")
    assert ("共 1 条" in html, "是不是要找" in html, "最新发布" in html) == (True, True, False)
    assert offers(html) == [("学位 10 条", f"q={quote('学位')}")]
    assert "是不是要找" not in page(client, f"q={quote('学位')}")


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("typed", "queries"), [("幼儿圆 学位", 5), ("查无此事", 4), ("幼儿圆", 5), ("江望舒", 6)]
)
def test_the_page_takes_at_most_six_queries_with_its_offers(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int, typed: str, queries: int
) -> None:
    for day in range(number):
        said = (*SCHOOL, ("s1", "请江望舒发言"))
        release_of(conference(*said, title="幼儿园发布会", day=date(2026, 3, day + 1)))
    with django_assert_num_queries(queries):
        page(client, f"q={quote(typed)}")


def test_the_page_is_for_people_and_not_for_crawlers(client: Client) -> None:
    assert '<meta name="robots" content="noindex">' in page(client, "q=a")
