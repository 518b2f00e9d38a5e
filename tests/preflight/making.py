"""What the tests of the checks are made of: small documents, and findings as plain values."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from releases.document import Document, Held, Kind, Paragraph, Person, Turn
from releases.preflight import Context, Finding

TODAY = date(2026, 11, 24)
CONTEXT = Context(today=TODAY)
Check = Callable[[Document, Context], Iterator[Finding]]


def saying(*words: str) -> Document:
    """Return a document without a fault in which a listed person says these paragraphs."""
    return Document(
        title="清水入城新闻发布会",
        section="jdhy/xwfbh",
        source="某市水务局",
        held=Held(date(2026, 3, 29), "2026年3月29日"),
        venue="市民中心",
        people=(Person("p1", "李木", "市水务局局长"),),
        turns=(Turn("t1", Kind.STATEMENT, "p1", "李木", blocks=tuple(Paragraph(each) for each in words)),),
    )


def found(check: Check, document: Document, context: Context = CONTEXT) -> list[tuple[str, str, str, str]]:
    """Return code, severity, exact characters and suggestion of each finding."""
    return [(each.code, each.severity.value, each.text, each.suggestion) for each in check(document, context)]


def said(check: Check, *words: str) -> list[tuple[str, str, str, str]]:
    """Return the findings about paragraphs."""
    return found(check, saying(*words))
