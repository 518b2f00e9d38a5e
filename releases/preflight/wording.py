"""Wording that must not stand, from the press office's list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from releases.document import Document
from releases.preflight.context import Context, Wording
from releases.preflight.finding import Finding
from releases.preflight.texts import excerpt, texts

# 有关健康, 强烈土壤, 抱负贵在, 台风登陆系统性: the end of one word and the beginning of the next.
_BY_CHANCE = re.compile(
    r"关健(?=[康身全步美壮])|(?<=[强热剧激猛])烈土|烈土(?=壤)|(?<=[抱胜])负贵|登陆系统(?=性)"
)


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each place where words of the list stand."""
    if not context.wordings:
        return
    pattern, known = _compiled(context.wordings)
    for text in texts(document):
        for found in pattern.finditer(text.words):
            wording = known[found[0]]
            if _by_chance(text.words, found) or _is_right(text.words, found.start(), wording):
                continue
            better = f"，应为“{wording.right}”" if wording.right else "，请改用规范表述"
            yield text.finding(
                "wording",
                f"“{wording.wrong}”{better}：{excerpt(text.words, *found.span())}",
                *found.span(),
                severity=wording.severity,
                rule=wording.rule,
                suggestion=wording.right,
            )


def _by_chance(words: str, found: re.Match[str]) -> bool:
    chance = _BY_CHANCE.match(words, found.start())
    return chance is not None and chance.end() == found.end()


def _is_right(words: str, start: int, wording: Wording) -> bool:
    # 十九大 to be written 党的十九大 is right where it stands in it.
    within = wording.right.find(wording.wrong)
    return 0 <= within <= start and words.startswith(wording.right, start - within)


@lru_cache(maxsize=8)
def _compiled(wordings: tuple[Wording, ...]) -> tuple[re.Pattern[str], dict[str, Wording]]:
    # The longest first: what is listed as a whole is not judged by a part of it.
    ordered = sorted(wordings, key=lambda wording: len(wording.wrong), reverse=True)
    pattern = re.compile("|".join(re.escape(wording.wrong) for wording in ordered))
    return pattern, {wording.wrong: wording for wording in reversed(ordered)}
