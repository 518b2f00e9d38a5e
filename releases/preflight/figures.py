"""Figures: shares over the whole, parts that do not make their total, one thing with two values."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from releases.document import Document
from releases.preflight.context import Context
from releases.preflight.finding import Finding, Severity
from releases.preflight.texts import Text, excerpt, paragraphs

_RULE = "数据前后一致"
# Bounded: a run of a hundred thousand digits is no number, and is not to be walked from each of them.
_NUMBER = r"\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,6})?"
_SHARE = re.compile(
    rf"(?P<of>占(?:比|全[\u4e00-\u9fff]{{0,6}}|总[\u4e00-\u9fff]{{0,4}})?|占比|比例|比重|(?<!拨备)覆盖率|达标率|合格率|满意[率度]|普及率|入学率|就业率|参保率|达标|满意)"
    rf"(?:约|达到?|为|近|超过?|是|的)*(?P<figure>(?P<number>{_NUMBER})[%％])"
)
_UNIT = r"(?P<unit>[万亿千百]?(?:多|余)?[\u4e00-\u9fff])"
_TOTAL = re.compile(
    rf"(?:共有?|总计|合计|一共|总数为?|累计有?|现有)[\u4e00-\u9fff]{{0,8}}?(?P<total>{_NUMBER}){_UNIT}"
)
_PART = re.compile(rf"(?P<number>{_NUMBER}){_UNIT}")
_AMONG = re.compile(r"[，,（(：:]其?中?|其中")
_OPEN = re.compile(r"等|以上|余|多|约|近|超|左右|不含|另")
_SAME = re.compile(
    rf"(?P<key>[\u4e00-\u9fff]{{4,10}})(?P<figure>(?P<number>{_NUMBER})(?P<unit>[%％]|[万亿]?[\u4e00-\u9fff]))"
)
_VERBS = re.compile(r"(?:达到?|为|是|有|共|约|近|超过?|仅|降至|升至|增至|提高到|下降到|增加到|减少到)+$")
_COMPARED = re.compile(
    r"由|从|去年|前年|上年|同期|以前|过去|原来|提高|降低|下降|上升|增长|增加|减少|每|第|其中|新增|\d年"
)


def check(document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG001  (every check's signature)
    """Yield a finding for each figure that cannot be, or disagrees with another."""
    seen: dict[tuple[str, str], tuple[str, str]] = {}
    for text in paragraphs(document):
        yield from _shares(text)
        yield from _totals(text)
        yield from _twice(text, seen)


def _value(number: str) -> Decimal:
    return Decimal(number.replace(",", ""))


def _shares(text: Text) -> Iterator[Finding]:
    for found in _SHARE.finditer(text.words):
        if _value(found["number"]) > 100:
            yield text.finding(
                "share-over-100",
                f"{found['of']}超过了 100%：{excerpt(text.words, *found.span('figure'))}",
                *found.span("figure"),
                severity=Severity.AMBER,
                rule=_RULE,
            )


def _totals(text: Text) -> Iterator[Finding]:
    for sentence in re.finditer(r"[^。；;！？!?]+", text.words):
        total = _TOTAL.search(sentence[0])
        rest = sentence[0][total.end() :] if total else ""
        among = _AMONG.match(rest) if total else None
        if total is None or among is None or "其中" not in rest[:4] or _OPEN.search(sentence[0]):
            continue
        parts = [found for found in _PART.finditer(rest) if found["unit"] == total["unit"]]
        added = sum((_value(found["number"]) for found in parts), Decimal(0))
        whole = _value(total["total"])
        if len(parts) > 1 and added != whole:
            # 30人，其中女12人、少数民族5人: far less than the whole, it may not be meant to make it.
            partial = added < whole * Decimal("0.9")
            start = sentence.start() + total.start("total")
            end = sentence.start() + total.end("unit")
            yield text.finding(
                "parts-and-total",
                f"总数是{total['total']}{total['unit']}，各部分相加是{added.normalize():f}{total['unit']}。",
                start,
                end,
                severity=Severity.NOTE if partial else Severity.AMBER,
                rule=_RULE,
            )


def _twice(text: Text, seen: dict[tuple[str, str], tuple[str, str]]) -> Iterator[Finding]:
    for found in _SAME.finditer(text.words):
        name = _VERBS.sub("", found["key"])
        around = text.words[max(0, found.start() - 8) : found.end()]
        if len(name) < 4 or _COMPARED.search(around):
            continue
        key = (name[-6:], found["unit"])
        earlier = seen.setdefault(key, (found["number"], found["figure"]))
        if _value(earlier[0]) != _value(found["number"]):
            yield text.finding(
                "figure-differs",
                f"“{name}”前面写的是{earlier[1]}，这里是{found['figure']}，请核对。",
                *found.span("figure"),
                severity=Severity.NOTE,
                rule=_RULE,
                suggestion=earlier[1],
            )
