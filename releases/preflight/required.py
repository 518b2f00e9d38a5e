"""What a public page cannot do without."""

from __future__ import annotations

from collections.abc import Iterator

from releases.document import Document
from releases.preflight.context import Context
from releases.preflight.finding import Finding, Severity

MAX_TITLE = 200
_LABELS = "国办发〔2017〕47号：文章页标签"


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each field that is missing."""
    if not document.title.strip():
        yield Finding("no-title", "没有标题。", "title", rule=_LABELS)
    elif len(document.title) > MAX_TITLE:
        yield Finding("long-title", f"标题超过 {MAX_TITLE} 个字。", "title")
    if context.imported and not document.section:
        yield Finding("no-section", "没有选择栏目。", "section", rule=_LABELS)
    if not document.source.strip():
        yield Finding("no-source", "没有填写来源。", "source", rule=_LABELS)
    if document.held.day is None and document.published_on is None:
        yield Finding("no-day", "没有填写举行日期。", "held")
    if not document.venue.strip():
        yield Finding("no-venue", "没有填写地点。", "venue", Severity.NOTE)
