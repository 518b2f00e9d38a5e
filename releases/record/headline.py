"""The line that stands for a whole question."""

from __future__ import annotations

import re

_LENGTH = 42
_SENTENCE = re.compile(r"[^。？！?!\n]+[。？！?!]?")
# "I am of the Lanjiang Daily, I should like to ask": who asks stands beside the question already.
_BEFORE = re.compile(r"(?:我是[^，,]*[，,]\s*)?(?:我?想?请问一?下?[，,]?|我?想问一?下?[，,]?)?\s*")


def headline(text: str) -> str:
    """Return the sentence that asks, else the first that says something, as one short line.

    Reporters begin with thanks and the name of their paper; the first words are rarely the question.
    """
    sentences = [" ".join(found.split()) for found in _SENTENCE.findall(text)]
    asking = (sentence for sentence in sentences if sentence[-1:] in "？?" and len(sentence) > 5)
    saying = (sentence for sentence in sentences if len(sentence) > 7)
    sentence = next(asking, "") or next(saying, "") or " ".join(text.split())
    bare = _BEFORE.sub("", sentence, count=1)
    line = bare if len(bare) > 5 else sentence
    return line if len(line) <= _LENGTH else f"{line[: _LENGTH - 1]}…"
