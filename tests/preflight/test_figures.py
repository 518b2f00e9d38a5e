from __future__ import annotations

import pytest

from releases.preflight import figures
from tests.preflight.making import said


@pytest.mark.parametrize(
    ("words", "text"),
    [("绿化覆盖率达到104.2%。", "104.2%"), ("占全市的120％。", "120％"), ("合格率为1,005%。", "1,005%")],
)
def test_a_share_over_the_whole_is_amber(words: str, text: str) -> None:
    assert said(figures.check, words) == [("share-over-100", "amber", text, "")]


@pytest.mark.parametrize("words", ["满意率99.97%。", "同比增长120%。", "完成率为100%。", "是去年的150%。"])
def test_growth_and_shares_up_to_the_whole_are_fine(words: str) -> None:
    assert said(figures.check, words) == []


def test_parts_that_do_not_make_their_total_are_amber() -> None:
    assert said(figures.check, "全市共有学校20所，其中公办12所，民办7所。") == [
        ("parts-and-total", "amber", "20所", "")
    ]


@pytest.mark.parametrize(
    "words",
    [
        "全市共有学校20所，其中公办12所，民办8所。",
        "全市共有学校20所，其中公办12所。",
        "全市共有学校20所，其中公办12所、民办7所等。",
        "全市共有学校20余所，其中公办12所，民办7所。",
        "全市共有学校20所，教师300人，学生4000人。",
        "全市共有学校20所，其中教师300人，学生4000人。",
        "公办12所，民办7所。",
    ],
)
def test_other_sums_are_fine(words: str) -> None:
    assert said(figures.check, words) == []


def test_one_thing_with_two_values_is_noted() -> None:
    assert said(figures.check, "市民办事满意率达到99.97%。", "市民办事满意率99.7%。") == [
        ("figure-differs", "note", "99.7%", "99.97%")
    ]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("市民办事满意率99.7%。", "市民办事满意率为99.70%。"),
        ("市民办事满意率99.7%。", "去年市民办事满意率99.1%。"),
        ("发放救助补助资金778万元。", "发放救助补助资金1448人。"),
        ("新建3所。", "新建4所。"),
    ],
)
def test_figures_that_agree_or_speak_of_other_things_are_fine(one: str, two: str) -> None:
    assert said(figures.check, one, two) == []
