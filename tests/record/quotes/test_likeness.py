from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.record.quotes.likeness import Likeness, nearly, word_for_word
from releases.record.quotes.words import Words
from releases.record.search.tokens import placed

SAID = Words("谢谢您的提问。今年以来，全市新增幼儿园学位2.4万个，其中公办学位占85%，明年继续增加。")


def pieces(likeness: Likeness | None) -> list[tuple[str, str]]:
    """Return the stretches as pairs."""
    assert likeness is not None
    return [(stretch.kind, stretch.words) for stretch in likeness.stretches]


@pytest.mark.parametrize(
    ("text", "words", "marks"),
    [
        ("全市新增幼儿园学位2.4万个，其中", "全市新增幼儿园学位2.4万个，其中", True),
        ("全市新增幼儿园学位２．４万个,其中", "全市新增幼儿园学位2.4万个，其中", True),
        ("全市新增幼儿园学位2.4万个。", "全市新增幼儿园学位2.4万个", True),
        ("今年以来全市新增幼儿园学位", "今年以来，全市新增幼儿园学位", False),
    ],
)
def test_word_for_word_is_found_whatever_its_marks(text: str, words: str, *, marks: bool) -> None:
    likeness = word_for_word(Words(text), SAID)
    assert pieces(likeness) == [("kept", words)]
    assert likeness is not None
    assert (likeness.exact, likeness.marks) == (True, marks)
    assert nearly(Words(text), SAID) == likeness


@pytest.mark.parametrize(
    "text", ["全市新增幼儿园学位4万个", "全市新增幼儿园学位2.4万人", "市新增幼儿园学位2.4亿个"]
)
def test_word_for_word_takes_no_other_figure_or_word(text: str) -> None:
    assert word_for_word(Words(text), SAID) is None


@pytest.mark.parametrize(
    ("text", "stretches"),
    [
        (
            "全市新增幼儿园学位4.2万个，其中公办",
            [("kept", "全市新增幼儿园学位"), ("quoted", "4.2"), ("said", "2.4"), ("kept", "万个，其中公办")],
        ),
        (
            "全市新增学位2.4万个，其中公办学位占85%",
            [("kept", "全市新增"), ("said", "幼儿园"), ("kept", "学位2.4万个，其中公办学位占85%")],
        ),
        (
            "全市已经新增幼儿园学位2.4万个",
            [("kept", "全市"), ("quoted", "已经"), ("kept", "新增幼儿园学位2.4万个")],
        ),
        (
            "全市新增幼儿园学位4.2万间，其中公办学位",
            [
                ("kept", "全市新增幼儿园学位"),
                ("quoted", "4.2万间"),
                ("said", "2.4万个，"),
                ("kept", "其中公办学位"),
            ],
        ),
        (
            "今年全市新增幼儿园学位2.4万个",
            [("kept", "今年"), ("said", "以来，"), ("kept", "全市新增幼儿园学位2.4万个")],
        ),
        ("新增幼儿园学位2.4万张", [("kept", "新增幼儿园学位2.4万"), ("quoted", "张"), ("said", "个")]),
    ],
)
def test_nearly_tells_what_differs(text: str, stretches: list[tuple[str, str]]) -> None:
    assert pieces(nearly(Words(text), SAID)) == stretches


@pytest.mark.parametrize(
    "text", ["今年的油菜花开得比去年早一些", "全市的路灯都换成了新的，明年继续", "甲乙丙丁戊己庚辛"]
)
def test_nearly_is_not_what_has_little_in_common(text: str) -> None:
    assert nearly(Words(text), SAID) is None


def test_nearly_compares_with_what_is_shorter_than_the_quotation() -> None:
    assert pieces(nearly(Words("半天之内就会办结"), Words("半天之内办结。"))) == [
        ("kept", "半天之内"),
        ("quoted", "就会"),
        ("kept", "办结"),
    ]


def test_nearly_is_nothing_in_a_text_without_words() -> None:
    assert nearly(Words("半天之内就会办结"), Words("……")) is None


@given(st.text(alphabet="甲乙丙丁，2", min_size=1, max_size=40), st.text(alphabet="甲乙丙丁，2", max_size=60))
def test_likeness_puts_the_quotation_and_the_text_together_again(text: str, said: str) -> None:
    quotation = Words(text)
    if not quotation.units:
        return
    exact, near = word_for_word(quotation, Words(said)), nearly(quotation, Words(said))
    for likeness in filter(None, (exact, near)):
        mine = [stretch.words for stretch in likeness.stretches if stretch.kind != "said"]
        theirs = [stretch.words for stretch in likeness.stretches if stretch.kind != "quoted"]
        units = [unit.text for words in mine for unit in placed(words)]
        assert [*units] == [unit.text for unit in quotation.units]
        assert "\n".join(unit.text for words in theirs for unit in placed(words)) in "\n".join(
            unit.text for unit in placed(said)
        )
