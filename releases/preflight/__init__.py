"""The check before publishing (发布前检查): everything a machine can notice, at once, in Chinese.

:func:`check` is a pure function of a document and a context; no Django, no database.
"""

from __future__ import annotations

from releases.document import Document
from releases.preflight import (
    dialogue,
    figures,
    later,
    links,
    marks,
    pairs,
    personal,
    pictures,
    reading,
    required,
    residue,
    rollcall,
    timing,
    wording,
)
from releases.preflight.context import Context
from releases.preflight.finding import Finding, Severity

__all__ = ["Context", "Finding", "Severity", "check"]

# In the order in which a person mends: the head, the people, the words, the pictures.
CHECKS = (
    required,
    timing,
    reading,
    rollcall,
    dialogue,
    later,
    wording,
    personal,
    pairs,
    marks,
    residue,
    figures,
    links,
    pictures,
)


def check(document: Document, context: Context) -> list[Finding]:
    """Return every finding about a document."""
    return [finding for one in CHECKS for finding in one.check(document, context)]
