"""Which language a paragraph is in."""

from __future__ import annotations

import re

_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def is_english(text: str) -> bool:
    """Return whether the paragraph is English: two words or three, and next to no Chinese."""
    head = text[:2000]
    words = len(_WORD.findall(head))
    enough = 2 if head.endswith((":", "：", ".", "?", "!")) else 3
    return words >= enough and len(_CHINESE.findall(head)) * 10 <= words
