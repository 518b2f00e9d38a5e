"""Word's numbers as the text they print."""

from __future__ import annotations

import pytest

from releases.transcripts.numbering import chinese, number
from tests.transcripts.test_docx import lines, numbered
from tests.transcripts.word import part


@pytest.mark.parametrize(
    ("value", "text"),
    [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (21, "二十一"), (100, "一百"), (105, "一百零五"), (110, "一百一十"),
     (0, "0"), (1000, "1000")],
)  # fmt: skip
def test_chinese_counting(value: int, text: str) -> None:
    assert chinese(value) == text


@pytest.mark.parametrize(
    ("form", "start", "text"),
    [
        ("decimal", 7, "7"), ("decimalZero", 7, "07"), ("decimalFullWidth", 12, "１２"), ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"), ("chineseCounting", 3, "三"), ("ideographDigital", 20, "二〇"),
        ("ideographTraditional", 1, "甲"), ("ideographTraditional", 0, "0"), ("lowerLetter", 27, "aa"), ("lowerLetter", 999, "999"),
        ("upperLetter", 2, "B"), ("lowerRoman", 1994, "mcmxciv"), ("upperRoman", 4, "IV"), ("lowerRoman", 0, "0"), ("unheardOf", 5, "5"),
    ],
)  # fmt: skip
def test_each_form_of_number(form: str, start: int, text: str) -> None:
    level = f'<w:lvl w:ilvl="0"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/><w:lvlText w:val="（%1）"/></w:lvl>'
    numbering = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{level}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    assert lines(numbered("甲", "1"), {"word/numbering.xml": numbering}) == [f"（{text}）甲"]


def test_a_level_that_shows_those_above_it() -> None:
    levels = (
        '<w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2.%5"/></w:lvl>'
    )
    numbering = part(
        "numbering",
        f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
    )
    assert lines(numbered("甲", "1") + numbered("乙", "1", 1), {"word/numbering.xml": numbering}) == [
        "1 甲",
        "1.1.1 乙",
    ]


def test_numbers_that_are_none() -> None:
    assert [number(text) for text in ("12", "", "-1", "٣", "9999999", "1x")] == [12, 0, 0, 0, 0, 0]
