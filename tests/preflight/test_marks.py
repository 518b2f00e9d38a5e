from __future__ import annotations

import pytest

from releases.preflight import marks
from tests.preflight.making import said


@pytest.mark.parametrize(
    ("words", "text", "suggestion"),
    [
        ("大家好，，开始。", "，，", "，"),
        ("大家好。。", "。。", "。"),
        ("好吗？？", "？？", "？"),
        ("大家好，。", "，。", ""),
        ("大家好。，开始", "。，", ""),
    ],
)
def test_doubled_marks_are_amber(words: str, text: str, suggestion: str) -> None:
    assert said(marks.check, words) == [("doubled-mark", "amber", text, suggestion)]


@pytest.mark.parametrize(
    ("words", "severity", "text", "suggestion"),
    [
        ("我们的的工作。", "amber", "的的", "的"),
        ("推进推进建设。", "note", "推进推进", "推进"),
        ("营商环境营商环境持续优化。", "note", "营商环境营商环境", "营商环境"),
    ],
)
def test_doubled_words_are_found(words: str, severity: str, text: str, suggestion: str) -> None:
    assert said(marks.check, words) == [("doubled-word", severity, text, suggestion)]


@pytest.mark.parametrize(
    "words",
    [
        "我们研究研究。",
        "一步一步推进。",
        "一个一个解决。",
        "试试看，看一看。",
        "等等。",
        "高高兴兴。",
        "……——",
        "好！",
    ],
)
def test_what_is_said_twice_on_purpose_is_fine(words: str) -> None:
    assert said(marks.check, words) == []


def test_half_width_marks_are_told_once_for_the_whole() -> None:
    assert said(marks.check, "大家好,开始.", "请看:好!") == [("half-width-mark", "note", ",", "，")]
    for words in ("比例为3,000:1。", "见https://a.gov.cn/b?c=1。", "PCR,即聚合酶。", "10:30开始。"):
        assert said(marks.check, words.replace("PCR,即", "PCR，即")) == []


def test_a_space_between_characters_is_noted_outside_slogans_and_headings() -> None:
    assert said(marks.check, "优化提升 “一站式审批”，好。") == [("stray-space", "note", " ", "")]
    for words in ("“新征程 新实践”活动，好。", "打造高地 优化环境", "使用 PCR 检测，好。"):
        assert said(marks.check, words) == []
