from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from releases.record.models import Release
from releases.record.publishing import publish
from releases.record.search import ask, counting, finding
from releases.record.search.engines import postgresql, sqlite
from releases.record.search.query import Query, parse
from releases.record.search.results import Count, Results, Said
from tests.record.making import no_files
from tests.record.search.making import conference, found, published, turns_found

pytestmark = pytest.mark.django_db


def count_to(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Make this many what is counted, instead of a thousand."""
    for module in (ask, counting, finding, postgresql, sqlite):
        monkeypatch.setattr(module, "MOST", most)
    for module in (postgresql, sqlite):
        monkeypatch.setattr(module, "MOST_OF_A_BAND", most)
    monkeypatch.setattr(postgresql, "_MOST_READ", most)


def test_nothing_published_is_nothing_found() -> None:
    assert found("幼儿园") == Results(parse("幼儿园"))


def test_an_empty_query_asks_the_database_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    published(("s1", "幼儿园"))
    with django_assert_num_queries(0):
        assert found("-幼儿园 ，") == Results(parse("-幼儿园 ，"))


def test_a_question_is_found_with_its_answers() -> None:
    release = published(
        ("s1", "大家好"), ("q", "幼儿园学位够吗？"), ("a2", "今年新增。"), ("a3", "资金到位。")
    )
    results = found("学位")
    (group,) = results.conferences
    (thing,) = group.found
    assert (results.total, results.over, results.page, results.pages) == (1, False, 1, 1)
    assert (group.release, group.title, group.number) == (release.pk, (("例行发布会", False),), 1)
    assert (group.address, group.held_on, group.source, group.section) == (
        release.get_absolute_url(),
        date(2026, 3, 29),
        "市教育局",
        "新闻发布会",
    )
    assert thing.question == Said(
        "t2",
        "question",
        "记者",
        "",
        "",
        f"/releases/{release.pk}/#t2",
        (("幼儿园", False), ("学位", True), ("够吗？", False)),
    )
    # The first answer, where none has the words.
    assert thing.said == (
        Said(
            "t3",
            "answer",
            "",
            "江望舒",
            "市教育局局长",
            f"/releases/{release.pk}/#t3",
            (("今年新增。", False),),
        ),
    )


def test_of_many_answers_those_with_the_words_are_shown() -> None:
    published(("q", "够吗？"), ("a2", "今年新增。"), ("a3", "资金到位。"), ("a2", "还有资金。"))
    assert turns_found("资金") == ["(20260329-1#t1)", "20260329-1#t3", "20260329-1#t4"]


def test_all_words_stand_in_one_thing() -> None:
    published(
        ("q", "幼儿园怎么报名？"),
        ("a2", "网上登记收费。"),
        ("q", "学位呢？"),
        ("a2", "够。"),
        ("s1", "收费公示"),
    )
    assert turns_found("幼儿园 收费") == ["20260329-1#t1", "20260329-1#t2"]
    assert turns_found("幼儿园 学位") == []
    assert turns_found("收费") == ["(20260329-1#t1)", "20260329-1#t2", "20260329-1#t5"]


def test_a_phrase_crosses_neither_marks_nor_paragraphs_nor_turns() -> None:
    published(("q", "办幼儿"), ("a2", "园区在建。幼儿，园\n幼儿\n园"), ("s1", "幼儿"), ("s1", "园"))
    assert found("幼儿园").total == 0
    assert found('"幼儿，园"').total == 1
    assert found('"幼儿，园区"').total == 0


def test_of_many_words_each_stands_somewhere_in_the_thing() -> None:
    published(("q", "幼儿园收费？"), ("a2", "标准公示，不变。"))
    assert turns_found("收费 标准 公示 不变") == ["20260329-1#t1", "20260329-1#t2"]
    for typed in ("幼儿园 收费 标准 公示", "标准 幼儿园 公示 收费", "标准 公示 幼儿园 收费"):
        assert found(typed).total == 1
    assert found("幼儿园 收费 标准 学位").total == 0
    assert found("幼儿园 收费 标准 公示 -不变").total == 0


def test_what_must_not_stand_there() -> None:
    published(("s1", "公办幼儿园"), ("s1", "民办幼儿园"), ("q", "民办？"), ("a2", "幼儿园"))
    assert turns_found("幼儿园 -民办") == ["20260329-1#t1"]
    assert turns_found('幼儿园 -"民办" -公办') == []


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("2.4万", 1),
        ("２．４万", 1),
        ("2.4", 1),
        ("4万", 0),
        ("万元", 1),
        ("pcr", 2),
        ("PCR检测", 1),
        ("CR", 0),
        ("66+18", 1),
        ("66", 1),
        ("10000人", 1),
        ("10,000", 1),
        ("000", 0),
        ("30%", 1),
        ("COVID-19", 1),
        ("covid", 1),
        ("营", 1),
        ("境", 1),
        ("𠮷", 1),
        ("吉", 0),
        ("吐尔逊", 1),
        ("买买提吐尔逊", 1),
        ("买买提·吐尔逊", 1),
        ("幼儿园", 1),
        ('"15:30"', 1),
        ('"15:3"', 0),
        ('"时，15"', 1),
        ('"时，1"', 0),
        ("15", 1),
    ],
)
def test_figures_latin_and_single_characters(typed: str, number: int) -> None:
    published(
        ("s1", "共２.4万元"),
        ("s1", "做PCR检测"),
        ("s1", "（PCR）"),
        ("s1", "66+18项，10,000人，30％，COVID-19"),
        ("s1", "营商环境，𠮷，买买提·吐尔逊，幼\u200b儿园"),
        ("s1", "准时，15:30开始"),
    )
    assert found(typed).total == number


def test_titles_are_found_and_lead() -> None:
    published(("s1", "无关"), title="学前教育发布会", day=date(2026, 1, 1))
    published(("a2", "学前教育"), day=date(2026, 1, 2))
    published(("q", "学前教育？"), day=date(2026, 1, 3))
    published(("s1", "学前教育"), day=date(2026, 1, 4))
    results = found("学前教育")
    assert [group.release for group in results.conferences] == [
        "20260103-1",
        "20260101-1",
        "20260102-1",
        "20260104-1",
    ]
    assert results.conferences[1].title == (("学前教育", True), ("发布会", False))
    assert (results.conferences[1].number, results.conferences[1].found) == (1, ())


def test_a_title_takes_no_place_of_what_was_said() -> None:
    published(*[("s1", "学前教育")] * 4, title="学前教育发布会")
    (group,) = found("学前教育").conferences
    assert (group.number, group.left) == (5, 1)
    assert [thing.said[0].turn for thing in group.found] == ["t1", "t2", "t3"]


def test_a_summary_is_found_with_its_title() -> None:
    published(("s1", "无关"), summary="介绍学前教育。")
    assert found("学前教育").total == 1


def test_conferences_come_a_page_at_a_time_with_their_best() -> None:
    for day in range(1, 13):
        published(*[("s1", "幼儿园")] * 5, ("q", "幼儿园？"), day=date(2026, 1, day))
    first, second = found("幼儿园"), found("幼儿园", 2)
    assert (first.total, first.page, first.pages, second.page) == (72, 1, 2, 2)
    assert [group.release for group in first.conferences] == [f"202601{day:02}-1" for day in range(12, 2, -1)]
    assert [group.release for group in second.conferences] == ["20260102-1", "20260101-1"]
    assert [thing.kind for thing in first.conferences[0].found] == ["exchange", "statement", "statement"]
    assert first.conferences[0].number == 6
    assert (found("幼儿园", 0).page, found("幼儿园", 99).page) == (1, 2)


def test_of_one_conference_all_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    for day, title in ((28, "前一场幼儿园"), (29, "幼儿园发布会"), (30, "后一场幼儿园")):
        published(*[("s1", "幼儿园")] * 4, ("q", "收费？"), title=title, day=date(2026, 3, day))
    results = found("幼儿园", release="20260329-1")
    (group,) = results.conferences
    assert (group.release, group.number, group.left, len(group.found)) == ("20260329-1", 5, 0, 4)
    assert results.releases == (Count("20260329-1", "幼儿园发布会", 5),)
    assert found("收费", release="20260329-1").total == 1
    assert found("幼儿园 -收费", release="20260329-1", kind="statement").total == 4
    monkeypatch.setattr(finding, "FOUND_OF_ONE", 2)
    (group,) = found("幼儿园", release="20260329-1").conferences
    assert (group.left, len(group.found)) == (2, 2)


def test_of_one_conference_without_anything_nothing_is_found() -> None:
    several()
    results = found("幼儿园", release="20260503-1")
    assert (results.total, results.releases, results.conferences) == (0, (), ())


def test_of_one_conference_more_is_counted_within_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for day in (28, 29, 30):
        published(*[("s1", "幼儿园")] * 4, day=date(2026, 3, day))
    count_to(monkeypatch, 3)
    results = found("幼儿园", release="20260329-1")
    assert (results.total, results.over, results.years) == (3, True, (Count("2026", "2026", 3, over=True),))


def several() -> None:
    """Publish what the filters are tried on."""
    published(("q", "幼儿园？"), ("a2", "幼儿园"), ("s3", "幼儿园"), ("n", "幼儿园"), day=date(2025, 5, 1))
    published(("q", "够吗？"), ("a3", "幼儿园"), day=date(2026, 5, 1), source="市财政局", section="jdhy")
    published(("s2", "幼儿园"), ("s3", "收费"), day=date(2026, 5, 2), source="")


@pytest.mark.parametrize(
    ("filters", "number"),
    [
        ({}, 5),
        ({"year": 2025}, 3),
        ({"year": 2026}, 2),
        ({"year": 1999}, 0),
        ({"section": "jdhy"}, 5),
        ({"section": "jdhy/xwfbh"}, 4),
        ({"section": "jdhy/xw"}, 0),
        ({"source": "市财政局"}, 1),
        ({"source": "市财"}, 0),
        ({"speaker": "12"}, 2),
        ({"speaker": "白砚"}, 2),
        ({"kind": "question"}, 1),
        ({"kind": "answer"}, 2),
        ({"kind": "statement"}, 2),
        ({"kind": "answer", "year": 2026, "speaker": "白砚", "source": "市财政局", "section": "jdhy"}, 1),
        ({"kind": "question", "year": 2026}, 0),
    ],
)
def test_filters_combine(filters: dict[str, Any], number: int) -> None:
    several()
    assert found("幼儿园", **filters).total == number


def test_counts_say_what_each_filter_would_find() -> None:
    several()
    results = found("幼儿园")
    assert results.years == (Count("2026", "2026", 2), Count("2025", "2025", 3))
    assert results.sections == (Count("jdhy", "解读回应", 5), Count("jdhy/xwfbh", "新闻发布会", 4))
    assert results.sources == (Count("市教育局", "市教育局", 3), Count("市财政局", "市财政局", 1))
    assert results.speakers == (Count("12", "江望舒", 2), Count("白砚", "白砚", 2))
    assert results.kinds == (
        Count("question", "提问", 1),
        Count("answer", "回答", 2),
        Count("statement", "发布", 2),
    )
    for name in ("year", "section", "source", "speaker", "kind"):
        for count in getattr(results, f"{name}s"):
            assert found("幼儿园", **{name: count.value}).total == count.number


def test_counts_of_kinds_want_all_words_in_one_of_them() -> None:
    published(("q", "幼儿园？"), ("a2", "收费。"), ("q", "幼儿园收费？"), ("a2", "不变。"))
    results = found("幼儿园 收费")
    assert (results.total, results.kinds) == (2, (Count("question", "提问", 1),))
    assert found("幼儿园 收费", kind="question").total == 1


def test_only_so_much_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    count_to(monkeypatch, 4)
    several()
    published(("q", "幼儿园？"), ("a2", "幼儿园"), day=date(2025, 6, 1))
    published(("a2", "幼儿园"), ("a2", "幼儿园"), day=date(2025, 6, 1))
    results = found("幼儿园")
    assert (results.total, results.over, results.pages) == (4, True, 1)
    # 2025 has six and is cut, 2026 has two and is not; what 2025 was cut by is missing from the others.
    assert results.years == (Count("2026", "2026", 2), Count("2025", "2025", 4, over=True))
    assert results.sections[0] == Count("jdhy", "解读回应", 4, over=True)
    assert results.sources[-1] == Count("市财政局", "市财政局", 1, least=True)
    assert all(count.least for count in results.speakers if not count.over)
    assert results.kinds[0] == Count("question", "提问", 2)
    assert (results.kinds[1].over or results.kinds[1].least) is True
    both = found("幼儿园 园")
    assert (both.total, both.over, both.years) == (4, True, results.years)
    within = found("幼儿园", year=2026)
    assert (within.total, within.over, within.sources) == (2, False, (Count("市财政局", "市财政局", 1),))


def test_of_a_year_less_is_counted_than_in_all(monkeypatch: pytest.MonkeyPatch) -> None:
    count_to(monkeypatch, 4)
    for module in (postgresql, sqlite):
        monkeypatch.setattr(module, "MOST_OF_A_BAND", 1)
    several()
    # Of each year one, and one more that says there are more; in all there are more than are counted.
    results = found("幼儿")
    assert (results.total, results.over) == (4, True)
    assert results.years == (Count("2026", "2026", 2, least=True), Count("2025", "2025", 2, least=True))
    assert results.sections[0] == Count("jdhy", "解读回应", 4, least=True)


def test_spread_that_is_not_cut_is_exact(monkeypatch: pytest.MonkeyPatch) -> None:
    count_to(monkeypatch, 4)
    several()
    results = found("幼儿园")
    assert (results.total, results.over) == (4, True)
    assert results.sources == (Count("市教育局", "市教育局", 3), Count("市财政局", "市财政局", 1))


def test_a_year_is_counted_whichever_months_its_hits_are_of(monkeypatch: pytest.MonkeyPatch) -> None:
    count_to(monkeypatch, 2)
    for day in [date(2026, 3, 1)] * 3 + [date(2015, 2, 1)] * 3 + [date(2010, 1, 1), date(2010, 12, 1)]:
        published(("s1", "幼儿园"), day=day)
    for typed in ("幼儿", "幼儿园", "幼儿 园"):
        assert found(typed).years == (
            Count("2026", "2026", 2, over=True),
            Count("2015", "2015", 2, over=True),
            Count("2010", "2010", 2),
        )


@pytest.mark.postgresql
def test_of_a_phrase_postgresql_reads_only_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has positions in its index")
    count_to(monkeypatch, 4)
    monkeypatch.setattr(postgresql, "_MOST_READ", 1)
    several()
    # Of 2025 and 2026 one each, and one more that says there are more.
    assert found("幼儿园").years == (
        Count("2026", "2026", 2, least=True),
        Count("2025", "2025", 2, least=True),
    )
    assert found("幼儿").years == (Count("2026", "2026", 2), Count("2025", "2025", 3))


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    "filters", [{}, {"year": 2026, "section": "jdhy", "speaker": "12", "kind": "answer"}]
)
@pytest.mark.parametrize("typed", ["幼儿园", "幼儿园 收费 -民办"])
def test_search_takes_four_queries(number: int, filters: dict[str, Any], typed: str) -> None:
    for day in range(1, number + 1):
        published(("q", "幼儿园收费？"), ("a2", "幼儿园收费"), day=date(2026, 1, day))
    with CaptureQueriesContext(connection) as queries:
        assert found(typed, **filters).total == number
    assert len(queries) == 4


def test_search_takes_five_queries_where_there_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    count_to(monkeypatch, 1)
    several()
    with CaptureQueriesContext(connection) as queries:
        assert found("幼儿园").over
    assert len(queries) == 5


@pytest.mark.parametrize(
    "typed",
    [
        "' OR 1=1 --",
        '") OR asked MATCH "x',
        "{facets} : x",
        "NEAR(幼儿 园, 3)",
        "幼儿* ^园",
        "a & b | !c <-> d:*A",
        "\\'::tsquery",
        "%s %(x)s {where} {}",
        "(((((((((",
        "-" * 10_000,
        '"' * 9_999,
        "幼" * 10_000,
        "幼 " * 5_000,
        "a-" * 5_000,
        "\ud800幼\udfff儿\x00园",
        "\u200b\u200d\ufeff",
        "(?=a)[^b]{1,9}$",
    ],
)
def test_hostile_queries_are_answered(typed: str) -> None:
    published(("s1", "幼儿园"))
    results = found(typed)
    assert results.total in (0, 1)
    assert isinstance(results.query, Query)


def test_withdrawn_meanwhile_is_left_out() -> None:
    published(("s1", "幼儿园"))
    Release.objects.update(state="withdrawn")
    assert found("幼儿园").conferences == ()


def test_correction_into_another_year_is_found_there() -> None:
    release = published(("s1", "幼儿园"), day=date(2025, 12, 31))
    corrected = conference(("s1", "幼儿园"), day=date(2026, 1, 1))
    publish(document=corrected, files=no_files, by="签发人", note="更正", release_id=release.pk)
    assert found("幼儿园").years == (Count("2026", "2026", 1),)
    assert (found("幼儿园", year=2026).total, found("幼儿园", year=2025).total) == (1, 0)


def test_the_newest_are_found_first_over_many_years(monkeypatch: pytest.MonkeyPatch) -> None:
    count_to(monkeypatch, 4)
    for year in (1999, 2003, 2004, 2010, 2019, 2022, 2024, 2026):
        published(("s1", "幼儿园"), day=date(year, 1, 1))
    results = found("幼儿园")
    assert [group.held_on.year for group in results.conferences] == [2026, 2024, 2022, 2019, 2010]
    assert [int(count.value) for count in results.years] == [2026, 2024, 2022, 2019, 2010, 2004, 2003, 1999]
    assert found("幼儿园", year=1999).total == 1
