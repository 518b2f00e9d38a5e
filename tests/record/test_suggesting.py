from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.record.suggesting import Hint, Known, hint, pairs, suggest

HEALTH, SCHOOL, BUS, WATER = 1, 2, 3, 4
HINTS = [
    hint(HEALTH, "看病和医保", "门诊\n 药店 \n\n"),
    hint(SCHOOL, "幼儿园", "学位\n托班"),
    hint(BUS, "公交与停车", ""),
    hint(WATER, "水费", "水表"),
]


def suggested(asked: str, answers: str = "", *known: Known) -> list[int]:
    return suggest(release="r1", line=asked, asked=asked, answers=answers, hints=HINTS, known=known)


def filed(line: str, *topics: int, release: str = "r2") -> Known:
    return Known(release, pairs(line), topics)


def test_a_hint_has_its_words_its_name_and_what_the_name_joins() -> None:
    assert HINTS[0] == Hint(HEALTH, frozenset({"门诊", "药店", "看病和医保", "看病", "医保"}))
    assert HINTS[3] == Hint(WATER, frozenset({"水费", "水表"}))


def test_pairs_are_of_neighbours_without_marks() -> None:
    assert pairs("几天，能办？") == {"几天", "天能", "能办"}
    assert pairs("几") == pairs("？") == frozenset()


@pytest.mark.parametrize(
    ("asked", "answers", "topics"),
    [
        ("公交几点收班？", "", [BUS]),
        ("几点收班？", "公交到十点。", []),
        ("怎么报？", "门诊和药店都走医保。", [HEALTH]),
        ("门诊怎么报？", "水费不变。", [HEALTH]),
        ("门诊、药店、医保、学位", "", [HEALTH]),
        ("门诊、学位", "", [HEALTH, SCHOOL]),
        ("学位、门诊、药店、公交、水费、水表", "学位", [HEALTH, WATER, SCHOOL]),
        ("几天能办？", "", []),
    ],
)
def test_words_tell_the_topic_those_of_the_question_first(
    asked: str, answers: str, topics: list[int]
) -> None:
    assert suggested(asked, answers) == topics


def test_a_question_like_one_filed_before_goes_where_that_one_is() -> None:
    line = "老人出门怎么坐车？"
    assert suggested(line) == []
    assert suggested(line, "", filed("老人出门怎么坐车？", BUS)) == [BUS]
    assert suggested(line, "", filed("老人出门怎么办？", BUS)) == [BUS]
    assert suggested(line, "", filed("老人吃饭怎么办？", BUS)) == []


def test_the_most_alike_of_a_topic_counts_whatever_the_order() -> None:
    same, other = filed("老人出门怎么坐车？", BUS), filed("老人出门看什么病？", BUS)
    assert suggested("老人出门怎么坐车？", "", same, other) == [BUS]
    assert suggested("老人出门怎么坐车？", "", other, same) == [BUS]


def test_what_its_conference_is_about_counts_by_share() -> None:
    beside = [filed(line, BUS, release="r1") for line in ("收班？", "票价？", "站点？")]
    assert suggested("什么时候开始？", "", *beside) == [BUS]
    assert suggested("什么时候开始？", "", *beside, filed("学费？", SCHOOL, release="r1")) == [BUS]
    half = [*beside[:1], filed("学费？", SCHOOL, release="r1")]
    assert suggested("什么时候开始？", "", *half) == []
    elsewhere = [filed(line, BUS) for line in ("收班？", "票价？", "站点？")]
    assert suggested("什么时候开始？", "", *elsewhere) == []


def test_a_topic_that_is_gone_is_not_suggested() -> None:
    assert suggested("收班？", "", filed("收班？", 99, release="r1")) == []


_words = st.text("门诊药店学位公交水费，？ab", max_size=20)


@given(_words, _words, st.lists(st.builds(filed, _words, st.sampled_from([HEALTH, BUS, 99])), max_size=5))
def test_never_more_than_three_and_never_one_twice(asked: str, answers: str, known: list[Known]) -> None:
    found = suggested(asked, answers, *known)
    assert len(found) == len(set(found)) <= 3
    assert set(found) <= {HEALTH, SCHOOL, BUS, WATER}
