"""Answers left for later: promised with a day, and given on a day that can be."""

from __future__ import annotations

import re
from collections.abc import Iterator

from releases.document import Document, Kind, Paragraph, Turn
from releases.preflight.context import Context
from releases.preflight.finding import Finding, Severity
from releases.preflight.texts import Text, excerpt

_RULE = "会后答复要有期限，到期有答复"
_FORGED = "国办秘函〔2019〕19号：发布日期不得失实"
# 两会后, 听证会后, 社会后, 都会后: the end of another word. 会后续 is 后续.
_PROMISE = re.compile(
    r"(?<![两全大常年例协学证社机员理董代展晚都就也还才])会后(?!续)，?[^，。；！？]{0,14}?(?:答复|回复|反馈给|提供给|向[你您]提供)"
    r"|(?<![不再])另行(?:书面)?(?:答复|回复)"
    r"|(?:稍后|随后|之后)[^，。；！？]{0,8}书面(?:答复|回复)"
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each promise without a day, and for each day that cannot be or has passed."""
    questions = {turn.id: turn for turn in document.turns if turn.kind is Kind.QUESTION}
    settled = {turn.answers for turn in document.turns if turn.given_on}
    for turn in document.turns:
        question = questions.get(turn.answers or "")
        if question and not question.due and question.id not in settled:
            yield from _promises(turn, question)
        yield from _days(turn, document, context)
        if turn.due and turn.due < context.today and turn.id not in settled:
            message = f"提问 {turn.id} 的会后答复期限 {turn.due} 已过，还没有书面答复。"
            yield Finding("answer-overdue", message, f"turns.{turn.id}.due", Severity.NOTE, rule=_RULE)


def _promises(turn: Turn, question: Turn) -> Iterator[Finding]:
    """Yield the first promise of each paragraph."""
    for index, block in enumerate(turn.blocks):
        if isinstance(block, Paragraph) and not block.lang and (found := _PROMISE.search(block.text)):
            text = Text(f"turns.{turn.id}.blocks.{index}", block.text)
            said = excerpt(block.text, *found.span())
            message = f"说了会后答复，提问 {question.id} 却没有会后答复期限：{said}"
            yield text.finding("promised-later", message, *found.span(), severity=Severity.AMBER, rule=_RULE)


def _days(turn: Turn, document: Document, context: Context) -> Iterator[Finding]:
    held = document.held.day
    for name, day, called in (
        ("due", turn.due, "会后答复期限"),
        ("given_on", turn.given_on, "书面答复日期"),
    ):
        place = f"turns.{turn.id}.{name}"
        if day and held and day < held:
            message = f"发言 {turn.id} 的{called} {day} 早于举行日期 {held}，请核对。"
            yield Finding("later-before-held", message, place, Severity.AMBER, rule=_FORGED)
    if turn.given_on and turn.given_on > context.today:
        message = f"发言 {turn.id} 的书面答复日期 {turn.given_on} 在今天之后，请核对。"
        place = f"turns.{turn.id}.given_on"
        yield Finding("given-in-future", message, place, Severity.AMBER, rule=_FORGED)
