"""Wording that must not stand, from the press office's list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from releases.document import Document
from releases.preflight.context import Context, Wording
from releases.preflight.finding import Finding
from releases.preflight.texts import excerpt, texts


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each place where words of the list stand."""
    if not context.wordings:
        return
    pattern, known = _compiled(context.wordings)
    for text in texts(document):
        for found in pattern.finditer(text.words):
            wording = known[found[0]]
            better = f"，应为“{wording.right}”" if wording.right else "，请改用规范表述"
            yield text.finding(
                "wording",
                f"“{wording.wrong}”{better}：{excerpt(text.words, *found.span())}",
                *found.span(),
                severity=wording.severity,
                rule=wording.rule,
                suggestion=wording.right,
            )


@lru_cache(maxsize=8)
def _compiled(wordings: tuple[Wording, ...]) -> tuple[re.Pattern[str], dict[str, Wording]]:
    # The longest first: what is listed as a whole is not judged by a part of it.
    ordered = sorted(wordings, key=lambda wording: len(wording.wrong), reverse=True)
    pattern = re.compile("|".join(re.escape(wording.wrong) for wording in ordered))
    return pattern, {wording.wrong: wording for wording in reversed(ordered)}
