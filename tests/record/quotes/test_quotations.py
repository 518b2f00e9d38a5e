from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.record.quotes import quotations as module
from releases.record.quotes.quotations import quotations

LONG = "企业开办半天之内办结"
OTHER = "全市新增学位一万二千个"


def texts(text: str, *, sentences: bool = False) -> list[str]:
    """Return what would be checked of the text."""
    return [one.text for one in quotations(text, sentences=sentences).found]


@pytest.mark.parametrize("marks", ["“”", "「」", "『』", '""', "＂＂"])
def test_quotations_are_what_stands_in_marks_of_any_kind(marks: str) -> None:
    first, second = (f"{marks[0]}{words}{marks[1]}" for words in (f"{LONG}。", OTHER))
    assert texts(f"局长说，{first}记者问起学位，他说{second}。") == [
        f"{LONG}。",
        OTHER,
    ]


def test_quotation_of_several_paragraphs_is_one_a_paragraph() -> None:
    assert texts(f"他说：\n“{LONG}。\n“{OTHER}。”\n会后他离开了会场，没有再说什么。") == [
        f"{LONG}。",
        f"{OTHER}。",
    ]


def test_quotation_within_a_quotation_is_part_of_it() -> None:
    assert texts(f"他说：“推行‘一件事一次办’，{LONG}。”") == [f"推行‘一件事一次办’，{LONG}。"]


@pytest.mark.parametrize("gap", ["……", "...", "（略）", "。。。"])
def test_quotation_with_something_left_out_is_two(gap: str) -> None:
    assert texts(f"“{LONG}{gap}{OTHER}”") == [LONG, OTHER]


def test_quotations_too_short_are_counted_and_not_checked() -> None:
    found = quotations(f"“一件事”改革以后，“{LONG}”，“免申即享”。")
    assert (len(found.found), found.marked, found.short, found.beyond) == (1, True, 2, 0)


def test_quotation_that_comes_twice_is_checked_once() -> None:
    assert texts(f"“{LONG}”。“{LONG}。”") == [LONG]


@pytest.mark.parametrize("text", [f"{LONG}。{OTHER}！谢谢", f"推行“一件事”改革，{LONG}；{OTHER}"])
def test_text_that_quotes_nothing_is_checked_by_its_sentences(text: str) -> None:
    found = quotations(text)
    assert not found.marked
    assert [one.text.strip("。！；") for one in found.found][-2:] == [
        text.split("；")[0].split("。")[0],
        OTHER,
    ][-2:]


@pytest.mark.parametrize("lead", ["段予怀说，", "市住房局局长段予怀表示：", "他在发布会上介绍说，", "对此，"])
def test_who_says_it_is_no_part_of_a_sentence(lead: str) -> None:
    kept = lead if lead == "对此，" else ""
    assert texts(f"{lead}{LONG}。") == [f"{kept}{LONG}。"]


def test_sentences_are_checked_where_they_are_asked_for() -> None:
    assert texts(f"据了解“{LONG}”。{OTHER}。", sentences=True) == [f"据了解“{LONG}”。", f"{OTHER}。"]


def test_quotations_beyond_the_most_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 1)
    found = quotations(f"“{LONG}”“{OTHER}”“一件事一次办免申即享”")
    assert ([one.text for one in found.found], found.beyond) == ([LONG], 2)


@given(st.text(alphabet='企业开办半天办结“”「」"…。！\n，ab 1', max_size=120))
def test_quotations_are_pieces_of_the_text_long_enough(text: str) -> None:
    for sentences in (False, True):
        for one in quotations(text, sentences=sentences).found:
            assert one.text in text
            assert len(one.units) >= module.SHORTEST
