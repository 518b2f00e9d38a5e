from __future__ import annotations

from dataclasses import replace

import pytest

from releases.preflight import residue
from tests.preflight.making import found, said, saying


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("字体：[ ]", "字体：["),
        ("扫一扫在手机打开当前页", "扫一扫在手机"),
        ("【关闭】", "【关闭】"),
        ("上一篇：公告", "上一篇："),
        ("甲&nbsp;乙", "&nbsp;"),
        ("甲<br/>乙", "<br/>"),
        ("甲<span style='x'>乙", "<span style='x'>"),
        ("错误!未找到引用源。", "错误!未找到引用源"),
        ('HYPERLINK "x"', 'HYPERLINK "'),
    ],
)
def test_what_a_page_or_a_program_left_is_amber(words: str, text: str) -> None:
    assert said(residue.check, words) == [("residue", "amber", text, "")]


@pytest.mark.parametrize(
    "words", ["字体要大一些。", "扫一扫门口的牌子。", "上一篇报道。", "A&B 公司", "x<y 且 a>b"]
)
def test_words_that_only_resemble_are_fine(words: str) -> None:
    assert said(residue.check, words) == []


def test_invisible_characters_are_told_once_a_text() -> None:
    assert said(residue.check, "甲\u200b乙\u200b丙") == [("invisible-character", "amber", "\u200b", "")]
    document = replace(saying("好。"), title="标\ufeff题")
    assert found(residue.check, document) == [("invisible-character", "amber", "\ufeff", "")]
