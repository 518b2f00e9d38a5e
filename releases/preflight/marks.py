"""Punctuation and words that stand twice, in the wrong width, or with a space where none belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from releases.document import Document
from releases.preflight.context import Context
from releases.preflight.finding import Finding, Severity
from releases.preflight.texts import Text, excerpt, paragraphs

_RULE = "GB/T 15834—2011 标点符号用法"
_TYPING = "录入差错"
_DOUBLED = re.compile(r"([，。、；：])\1+|[，、；：][。，、；：]|。[，、；：]|([？！])\2{1,}")
# 目的的, 为了了解, 现在在建, 以及及时: the end of one word and the beginning of the next.
_MEETING = {
    "的": ("目标", "确士"),
    "了": ("不得", "解结断却然"),
    "在": ("现实", "建校职编线岗册押"),
    "与": ("参", "会"),
    "将": ("小大老虎干", "军领士"),
    "把": ("一", "关握手门脉"),
    "被": ("棉", "告子褥"),
    "及": ("普涉触顾波", "时早格"),
    "其": ("尤极", "他它中余次实间后"),
    "并": ("合兼吞归", "购轨网"),
}
_ONE = "|".join(f"(?<![{before}]){word}{word}(?![{after}])" for word, (before, after) in _MEETING.items())
_REPEATED = re.compile(rf"(们们|于于|{_ONE})|([\u4e00-\u9fff]{{2,6}})\2")
# 研究研究, 一步一步, 很多很多: said twice on purpose.
_ON_PURPOSE = re.compile(
    r"一.|[\u4e00-\u9fff]?[看想说谈听走坐问试讲议]|研究|讨论|考虑|商量|了解|锻炼|很多|非常|许多|仔细|好好"
    r"|体验|感受|尝试|交流|探讨|学习|休息|参观|宣传|检查|沟通|天天|人人|年年|慢慢|多多|特别|十分"
)
_HALF = re.compile(
    r"(?<=[\u4e00-\u9fff”）》])[,;:?!](?![0-9A-Za-z/])|(?<![0-9A-Za-z])[,;:?!](?=[\u4e00-\u9fff“（《])"
)
_FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_GAP = re.compile(r"(?<=[\u4e00-\u9fff，。；：、”）》])[ \u3000\u00a0]+(?=[\u4e00-\u9fff“（《])")
_SENTENCE = re.compile(r"[。！？；，!?;,]")


def check(document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG001  (every check's signature)
    """Yield the findings of each paragraph; half-width marks, which are a habit, once for the whole."""
    every = list(paragraphs(document))
    for text in every:
        yield from _doubled(text)
        yield from _repeated(text)
        yield from _gaps(text)
    yield from _half(every)


def _doubled(text: Text) -> Iterator[Finding]:
    for found in _DOUBLED.finditer(text.words):
        yield text.finding(
            "doubled-mark",
            f"标点重复：{excerpt(text.words, *found.span())}",
            *found.span(),
            severity=Severity.AMBER,
            rule=_RULE,
            suggestion=found[0][0] if found[1] or found[2] else "",
        )


def _repeated(text: Text) -> Iterator[Finding]:
    for found in _REPEATED.finditer(text.words):
        word = found[1][0] if found[1] else found[2]
        if found[2] and _ON_PURPOSE.fullmatch(word):
            continue
        yield text.finding(
            "doubled-word",
            f"文字重复：{excerpt(text.words, *found.span())}",
            *found.span(),
            severity=Severity.AMBER if found[1] else Severity.NOTE,
            rule=_TYPING,
            suggestion=word,
        )


def _half(every: list[Text]) -> Iterator[Finding]:
    found = [(text, match) for text in every for match in _HALF.finditer(text.words)]
    if found:
        text, first = found[0]
        where = excerpt(text.words, *first.span())
        yield text.finding(
            "half-width-mark",
            f"中文里用了半角标点，全文 {len(found)} 处，第一处：{where}",
            *first.span(),
            severity=Severity.NOTE,
            rule=_RULE,
            suggestion=_FULL[first[0]],
        )


def _gaps(text: Text) -> Iterator[Finding]:
    # A heading without any punctuation may space its parts out, and so may a slogan in quotation marks.
    gaps = _GAP.finditer(text.words) if _SENTENCE.search(text.words) else ()
    found = list(_outside(text.words, gaps))
    if found:
        first = found[0]
        yield text.finding(
            "stray-space",
            f"汉字之间有空格（本段 {len(found)} 处）：{excerpt(text.words, *first.span())}",
            *first.span(),
            severity=Severity.NOTE,
            rule=_TYPING,
        )


def _outside(words: str, gaps: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    quoted, at = False, 0
    for gap in gaps:
        opened, closed = words.rfind("“", at, gap.start()), words.rfind("”", at, gap.start())
        if opened != closed:
            quoted = opened > closed
        if not quoted:
            yield gap
        at = gap.start()
