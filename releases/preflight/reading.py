"""What the reader of the transcript could not place or was unsure of."""

from __future__ import annotations

from collections.abc import Iterator

from releases.document import Document
from releases.preflight.context import Context
from releases.preflight.finding import Finding, Severity

_RULE = "文字稿逐字核对"


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the leftovers as one finding, and each doubt about a turn that is still there."""
    if context.leftovers:
        yield Finding(
            "leftovers",
            f"还有 {context.leftovers} 处剩余文字没有处理：放入正文，或确认不予采用。",
            "leftovers",
            rule=_RULE,
        )
    turns = {turn.id for turn in document.turns}
    for doubt in context.doubts:
        if doubt.turn in turns:
            yield Finding("unsure", doubt.message, f"turns.{doubt.turn}", Severity.NOTE, rule=_RULE)
