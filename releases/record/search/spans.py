"""Which words of a query may be one word mistyped, and what may be found of each. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from releases.record.search.keys import SOUND, SPELLED, keys_of_letters, keys_of_word
from releases.record.search.pinyin import reading, sound
from releases.record.search.query import Phrase
from releases.record.search.tokens import HAN
from releases.record.search.words import LONGEST_WORD

# Words typed apart that are one: a name, or its Pinyin.
_MOST_WORDS_OF_A_NAME = 3
_MOST_CHARACTERS_OF_A_NAME = 4
# How much of what was typed without a space is taken apart.
_LONGEST_TAKEN_APART = 24
_LEAST_TAKEN_APART = 4
# Of all words together; nobody mistypes more.
_MOST_KEYS = 800

_HAN = re.compile(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Span:
    """Neighbouring words of a query, as a slice of them, taken for one word.

    ``texts`` are the ways to read it, mostly one. ``pieces`` are the keys of what may be words within what
    was typed without spaces, by where each stands; ``keys`` those of everything that may have been meant.
    """

    start: int
    end: int
    texts: tuple[str, ...]
    pieces: Mapping[tuple[int, int], tuple[str, ...]]
    keys: frozenset[str]


def spans(words: Sequence[Phrase]) -> list[Span]:
    """Return what may be one word: each of the words, and neighbours that make a name."""
    texts = ["".join(unit for run in phrase.runs for unit in run) for phrase in words]
    return [*_of_several(texts), *(_span(at, at + 1, text) for at, text in enumerate(texts))]


def keys_of(found: Sequence[Span]) -> set[str]:
    """Return the keys of all spans, as far as so many are looked up."""
    keys: set[str] = set()
    for span in found:
        if len(keys) < _MOST_KEYS:
            keys |= span.keys
    return keys


def is_latin(text: str) -> bool:
    """Return whether these are letters that may be Pinyin."""
    return text.isascii() and text.isalpha()


def _of_several(texts: Sequence[str]) -> Iterator[Span]:
    for start in range(len(texts)):
        for end in range(start + 2, min(start + _MOST_WORDS_OF_A_NAME, len(texts)) + 1):
            some = texts[start:end]
            joined = "".join(some)
            if all(map(is_latin, some)):
                # Some write the surname last: Xiaofeng Huang.
                yield _span(start, end, joined, some[-1] + "".join(some[:-1]))
            elif _HAN.fullmatch(joined) and len(joined) <= _MOST_CHARACTERS_OF_A_NAME:
                yield _span(start, end, joined)


def _span(start: int, end: int, *texts: str) -> Span:
    pieces = _pieces(texts[0])
    near = (keys_of_letters(text) if is_latin(text) else keys_of_word(text) for text in texts)
    return Span(start, end, texts, pieces, frozenset().union(*near, *pieces.values()))


def _pieces(text: str) -> dict[tuple[int, int], tuple[str, ...]]:
    text = text[:_LONGEST_TAKEN_APART]
    if len(text) < _LEAST_TAKEN_APART or not _HAN.fullmatch(text):
        return {}
    syllables = reading(text)
    found = {}
    for length in range(2, min(LONGEST_WORD, len(text) - 1) + 1):
        for start in range(len(text) - length + 1):
            end = start + length
            heard = (SOUND + sound("".join(syllables[start:end])),) if syllables else ()
            found[start, end] = (SPELLED + text[start:end], *heard)
    return found
