from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.record.search.words import MOST_WORDS, frequent, phrases


def test_a_word_comes_back_among_different_neighbours() -> None:
    texts = ["新建幼儿园三所", "普惠幼儿园收费", "幼儿园，报名"]
    assert frequent(texts) == ["幼儿园"]


def test_part_of_a_word_is_no_word() -> None:
    assert frequent(["甲营商环境乙", "丙营商环境丁", "戊营商环境己"]) == ["营商环境"]


def test_what_always_stands_together_is_not_taken_apart() -> None:
    assert frequent(["优化营商环境"] * 5) == ["优化营商环境"]


def test_what_comes_twice_is_no_word() -> None:
    assert frequent(["甲收费乙", "丙收费丁"]) == []


def test_what_has_always_the_same_neighbour_is_part_of_a_word() -> None:
    assert frequent(["甲收费乙", "甲收费丁", "甲收费己"]) == ["甲收费"]
    assert frequent(["乙收费甲", "丁收费甲", "己收费甲"]) == ["收费甲"]


def test_particles_are_no_edges_of_words() -> None:
    assert frequent(["甲的学位乙", "丙的学位丁", "戊的学位己"]) == []
    assert frequent(["甲在学位乙", "丙了学位丁", "戊把学位己"]) == ["学位"]


def test_words_do_not_cross_marks_or_paragraphs() -> None:
    assert frequent(["甲幼儿，园乙\n幼儿", "园丙幼儿。园", "园丁"]) == ["幼儿"]


def test_the_most_frequent_and_the_longest_come_first() -> None:
    texts = [
        f"{a}{word}{b}"
        for word, number in (("学位", 3), ("收费", 4), ("幼儿园", 3))
        for a, b in zip("甲乙丙丁"[:number], "子丑寅卯"[:number], strict=True)
    ]
    assert frequent(texts) == ["幼儿园", "收费", "学位"]


def test_of_a_long_text_the_most_frequent_are_kept() -> None:
    words = [chr(0x5000 + at * 2) + chr(0x5001 + at * 2) for at in range(MOST_WORDS + 20)]
    assert (
        len(frequent([f"{a}{word}{b}" for word in words for a, b in ("甲子", "乙丑", "丙寅")])) == MOST_WORDS
    )


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("澜江市优化营商环境新闻发布会", ["澜江市优化营商环境"]),
        ("2024年澜江市防汛备汛工作专题新闻发布会实录", ["澜江市防汛备汛工作"]),
        ("“门诊看病怎么报”——澜江市职工医保媒体通气会", ["门诊看病怎么报", "澜江市职工医保"]),
        ("关于托育服务的有关情况（第3场）", ["托育服务"]),
        ("新闻发布会", []),
        ("PCR 2.0", []),
        ("", []),
    ],
)
def test_phrases_of_a_title(title: str, about: list[str]) -> None:
    assert list(phrases(title)) == about


@given(st.lists(st.text(alphabet="幼儿园的，\n学a", max_size=60), max_size=4))
def test_words_stand_in_the_text(texts: list[str]) -> None:
    for word in frequent(texts):
        assert sum(text.count(word) for text in texts) >= 1
        assert 2 <= len(word) <= 8
