from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.difference import MAX_COMPARED, Lines, between, whole

LONG = "甲" * (MAX_COMPARED + 1)


def told(lines: Lines) -> list[str]:
    """Return the lines, what is removed in [-…-] and what is added in {+…+}."""
    marks = {"kept": "{}", "added": "{{+{}+}}", "removed": "[-{}-]"}
    return ["".join(marks[piece.kind].format(piece.words) for piece in line) for line in lines]


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("大家好。", "大家好。", []),
        ("大家好。\n工程六月完工。", "大家好。\n工程九月完工。", ["工程[-六-]{+九+}月完工。"]),
        ("工程六月完工。", "谢谢大家。", ["[-工程六月完工。-]{+谢谢大家。+}"]),
        ("一。\n二。", "一。\n三四五。\n二。", ["{+三四五。+}"]),
        (LONG, f"{LONG}乙", [f"[-{LONG}-]{{+{LONG}乙+}}"]),
    ],
    ids=["equal", "a word", "other words", "a line more", "too long to compare"],
)
def test_between_tells_only_what_differs(old: str, new: str, lines: list[str]) -> None:
    assert told(between(old, new)) == lines


def test_whole_marks_every_line() -> None:
    assert told(whole("一。\n二。", "removed")) == ["[-一。-]", "[-二。-]"]


@given(st.text("一二三", max_size=12), st.text("一二三", max_size=12))
@settings(max_examples=60, deadline=None)
def test_between_gives_back_both_texts_of_a_line(old: str, new: str) -> None:
    pieces = [piece for line in between(old, new) for piece in line]
    if old == new:
        assert pieces == []
    else:
        assert "".join(piece.words for piece in pieces if piece.kind != "added") == old
        assert "".join(piece.words for piece in pieces if piece.kind != "removed") == new
