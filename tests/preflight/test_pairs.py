from __future__ import annotations

from dataclasses import replace

import pytest

from releases.document import Kind, Paragraph, Turn
from releases.preflight import pairs
from tests.preflight.making import found, said, saying


@pytest.mark.parametrize(
    ("words", "marks"),
    [
        ("并按“标准化办理。", "“"),
        ("前期”全周期办理。", "”"),
        ("照“提升年要求，推进“一网通办”，前期”办理。", "“”"),
        ("（一）建设《条例。", "《"),
        ("见附件）。", "）"),
        ("（见“附件）。", "“"),
        ("他说‘好。", "‘"),
        ("【关闭。", "【"),
    ],
)
def test_a_mark_without_its_partner_is_amber(words: str, marks: str) -> None:
    assert said(pairs.check, words) == [("unpaired-mark", "amber", mark, "") for mark in marks]


@pytest.mark.parametrize(
    "words",
    [
        "“一网通办”和《条例》（修订）。",
        "他说：“他喊‘好’。”",
        "1）先看；2）再说。",
        "一）先看，（2）再说。",
        "It’s the city’s ‘plan’.",
        "（见附件（二））。",
    ],
)
def test_paired_marks_and_counting_brackets_are_fine(words: str) -> None:
    assert said(pairs.check, words) == []


def test_a_quotation_of_several_paragraphs_opens_each() -> None:
    assert said(pairs.check, "“第一段。", "“第二段。”") == []
    assert said(pairs.check, "“第一段。", "第二段。”") == [
        ("unpaired-mark", "amber", "“", ""),
        ("unpaired-mark", "amber", "”", ""),
    ]
    turns = tuple(
        Turn(f"t{n}", Kind.STATEMENT, "p1", "李木", blocks=(Paragraph(words),))
        for n, words in ((1, "“第一段。"), (2, "“第二段。”"))
    )
    assert found(pairs.check, replace(saying(), turns=turns)) == [("unpaired-mark", "amber", "“", "")]
