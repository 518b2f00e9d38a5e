"""Questions and answers: each has the other, in this order."""

from __future__ import annotations

from collections.abc import Iterator

from releases.document import Document, Kind
from releases.preflight.context import Context
from releases.preflight.finding import Finding, Severity

_RULE = "有问有答"


def check(document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG001  (every check's signature)
    """Yield a finding for each question nobody answers and each answer to nothing."""
    answered = {turn.answers for turn in document.turns}
    met: set[str] = set()
    for turn in document.turns:
        place = f"turns.{turn.id}"
        met.add(turn.id)
        if turn.kind is Kind.QUESTION and turn.id not in answered:
            message = f"提问 {turn.id} 没有回答。"
            if turn.due:
                message = f"提问 {turn.id} 没有回答，只有会后答复期限：现场答应的话是否漏了，请核对。"
            yield Finding("question-unanswered", message, place, Severity.AMBER, rule=_RULE)
        if turn.kind is Kind.ANSWER and turn.answers is None:
            yield Finding(
                "answer-to-nothing", f"回答 {turn.id} 没有对应的提问。", place, Severity.AMBER, rule=_RULE
            )
        if turn.answers is not None and turn.answers not in met:
            message = f"回答 {turn.id} 排在它回答的提问 {turn.answers} 之前。"
            yield Finding("answer-first", message, place, Severity.AMBER, rule=_RULE)
