"""Quotation marks and brackets, by a stack for each paragraph.

A count over the text misses an opening mark here and a closing one there that cancel out; so does a
stack that lets ``“`` stand within ``“``: in Chinese the inner quotation takes ``‘’`` (GB/T 15834).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from releases.document import Document
from releases.preflight.context import Context
from releases.preflight.finding import Finding, Severity
from releases.preflight.texts import Text, excerpt, texts

_PAIRS = {
    "“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "【": "】", "[": "]",
    "「": "」", "『": "』", "〔": "〕",
}  # fmt: skip
_CLOSERS = {close: open_ for open_, close in _PAIRS.items()}
# Never one within another of its own kind.
_FLAT = frozenset("“‘《〈")
# （1）is a pair, 1） counts.
_COUNT = re.compile(r"(?:^|[。；;，,、：:\s括含是为即])[0-9一二三四五六七八九十]{1,3}[)）]")
_RULE = "GB/T 15834—2011 标点符号用法"


def check(document: Document, context: Context) -> Iterator[Finding]:  # noqa: ARG001  (every check's signature)
    """Yield a finding for each mark without its partner."""
    every = list(texts(document))
    for index, text in enumerate(every):
        after = every[index + 1] if index + 1 < len(every) else None
        yield from _unpaired(text, after)


def _unpaired(text: Text, after: Text | None) -> Iterator[Finding]:
    words = text.words
    counting = {found.end() - 1 for found in _COUNT.finditer(words)}
    opened: list[int] = []
    # How many of each kind are open: a hundred thousand of them are not searched for each mark.
    waiting: Counter[str] = Counter()
    for index, char in enumerate(words):
        if char in "’‘" and _within_latin(words, index):
            continue
        if char in _PAIRS:
            if char in _FLAT and waiting[char]:
                depth = next(depth for depth in reversed(range(len(opened))) if words[opened[depth]] == char)
                waiting[char] -= 1
                yield _finding(text, opened.pop(depth), _alone(char))
            opened.append(index)
            waiting[char] += 1
        elif char in _CLOSERS and waiting[_CLOSERS[char]]:
            while True:
                at = opened.pop()
                waiting[words[at]] -= 1
                if _PAIRS[words[at]] == char:
                    break
                yield _finding(text, at, _alone(words[at]))
        elif char in _CLOSERS and index not in counting and not (char == "’" and _beside_latin(words, index)):
            yield _finding(text, index, f"「{char}」前面没有对应的「{_CLOSERS[char]}」")
    for at in opened:
        # A quotation of several paragraphs opens each of them and closes the last; 他说：“ opens one, too.
        opens = words[at] == "“" and words[max(0, at - 1)] in "“：:"
        if opens and after and after.words.startswith("“") and _next(text, after):
            continue
        yield _finding(text, at, _alone(words[at]))


def _alone(char: str) -> str:
    return f"「{char}」没有对应的「{_PAIRS[char]}」"


def _within_latin(words: str, index: int) -> bool:
    # The apostrophe of it’s.
    around = words[max(0, index - 1) : index] + words[index + 1 : index + 2]
    return len(around) == 2 and around.isascii() and around.isalnum()


def _beside_latin(words: str, index: int) -> bool:
    # The apostrophe of the cities’ and of ’90s.
    around = words[max(0, index - 1) : index] + words[index + 1 : index + 2]
    return any(char.isascii() and char.isalnum() for char in around)


def _next(text: Text, after: Text) -> bool:
    return text.place.rpartition(".")[0] == after.place.rpartition(".")[0]


def _finding(text: Text, at: int, what: str) -> Finding:
    where = excerpt(text.words, at, at + 1)
    return text.finding("unpaired-mark", f"{what}：{where}", at, at + 1, severity=Severity.AMBER, rule=_RULE)
