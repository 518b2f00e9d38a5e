"""Text to tokens: what the index holds of a text, and what a phrase asks of it. No Django.

A **unit** is one Chinese character, or one Latin word or figure (``pcr``, ``h7n9``, ``2.4``), or a sign that
belongs to figures (``%``, ``+``). Units with nothing between them make a **run**. A run becomes its pairs of
neighbours and its last unit alone: ``营商环境。`` is ``营商 商环 环境 境``. The lone last one keeps a phrase
from matching across punctuation it does not have itself, and lets just one token begin with each unit. A
figure is one unit, so ``4万`` is not found in ``2.4万``; ``PCR检`` is a pair, ``pcr·检``, like any other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

# Between the two units of a pair where one is not a single character, and before a unit by itself
# (:func:`single`). No unit holds it.
JOINT = "·"
# PostgreSQL takes no lexeme above 2,046 bytes; nobody types a word this long.
LONGEST = 64

# Dots within the names of some people, written or left out as anybody likes.
_DOTS = "·•‧・"
# What a figure or word may hold besides letters, as a form that no database's parser takes for punctuation.
_SIGNS = {"%": "％", "+": "＋", ".": "．", "‰": "‰"}
SIGNS = frozenset(_SIGNS.values())


class _Folding(dict[int, str]):
    """What each character becomes; filled as characters are met."""

    def __init__(self) -> None:
        # Those that become no character or several.
        self.uneven: set[str] = set()

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        if len(folded) != 1:
            self.uneven.add(chr(code))
        self[code] = folded
        return folded


def _folded(character: str) -> str:
    if character.isspace():
        return "\n" if character in "\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029" else " "
    if character == "，":
        # It lists figures: 100，200 are two. NFKD makes of it the comma that is within one: 10,000.
        return character
    if character in _DOTS:
        return ""
    if unicodedata.category(character) in ("Cc", "Cf", "Cs"):
        return ""
    # Without their marks letters are the same whatever keyboard wrote them: é as one character, as two, or e.
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", character).casefold())
    kept = "".join(each for each in plain if unicodedata.category(each) not in ("Mn", "Me", "Cf"))
    return "".join(" " if each.isspace() else each for each in kept if each not in _DOTS)


_FOLDING = _Folding()

# Each is a unit of its own: radicals, kana, Chinese characters, private use, all beyond the first plane.
_WIDEST_WORD = "\u2e7f"
WIDE = (
    "\u2e80-\u2fff\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3040-\u30ff\u3100-\u318f\u31a0-\u31ff"
    "\u3400-\u9fff\ua000-\uabff\ud7b0-\ud7ff\ue000-\ufaff\U00010000-\U0010ffff"
)
# Of these, what is Chinese and can be read aloud.
HAN = "\u3007\u3400-\u9fff\U00020000-\U000323af"
_PIECE = re.compile(
    rf"""
      (?P<wide>[{WIDE}]+)
    | (?P<figure>(?<!\d)(?<!\d[.,])\d{{1,3}}(?:,\d{{3}})+(?![\d,])(?:\.\d+)?)  # 10,000 is 10000
    | (?P<word>(?:[^\W_{WIDE}]|(?<=\d)\.(?=\d))+)
    | (?P<sign>[%+‰])
    | (?P<hyphen>(?<=[^\W_{WIDE}])[-\u2010](?=[^\W_{WIDE}]))   # COVID-19: two units, nothing between
    """,
    re.VERBOSE,
)


def fold(text: str) -> str:
    """Return the text as matching sees it: no widths, cases, accents, or invisible characters."""
    return text.translate(_FOLDING)


class Unit(NamedTuple):
    """A unit where it stands: the characters of the text it was written with, and whether one precedes it."""

    text: str
    start: int
    end: int
    joined: bool


def runs(text: str) -> list[list[str]]:
    """Return the runs of the text, each a list of units."""
    found: list[list[str]] = []
    end = -1
    for match in _PIECE.finditer(fold(text)):
        if match.start() != end:
            found.append([])
        end = match.end()
        found[-1].extend(unit for unit, _, _ in _units(match))
    return found


def origins(text: str, folded: str) -> Sequence[int]:
    """Return for each character of the folded text the place of the one it comes of."""
    # Most texts fold character by character; folding it met whatever does not.
    if len(folded) == len(text) and _FOLDING.uneven.isdisjoint(text):
        return range(len(text))
    return [place for place, each in enumerate(text) for _ in _FOLDING[ord(each)]]


def placed(text: str) -> list[Unit]:
    """Return the units of the text where they stand in it."""
    folded = fold(text)
    places = origins(text, folded)
    found: list[Unit] = []
    last = -1
    for match in _PIECE.finditer(folded):
        joined = match.start() == last
        last = match.end()
        for unit, start, end in _units(match):
            # What folding made several letters of is one character of the text, and marked whole.
            found.append(Unit(unit, places[start], places[end - 1] + 1, joined))
            joined = True
    return found


def _units(match: re.Match[str]) -> Iterable[tuple[str, int, int]]:
    kind, text, start = match.lastgroup, match[0], match.start()
    if kind == "wide":
        return zip(text, range(start, match.end()), range(start + 1, match.end() + 1), strict=True)
    if kind == "hyphen":
        return ()
    if kind == "sign":
        return ((_SIGNS[text], start, match.end()),)
    unit = text.replace(",", "")
    if len(unit) <= LONGEST:
        return ((unit.replace(".", _SIGNS["."]), start, match.end()),)
    unit = unit.replace(".", "")
    cuts = range(0, len(unit), LONGEST)
    return tuple((unit[cut : cut + LONGEST], start, match.end()) for cut in cuts)


def tokens(run: Sequence[str]) -> list[str]:
    """Return the tokens of a run: its pairs of neighbours and its last unit alone."""
    return [*map(pair, run, run[1:]), alone(run[-1])]


def pair(first: str, second: str) -> str:
    """Return the token of two neighbours."""
    return first + second if first > _WIDEST_WORD < second else f"{first}{JOINT}{second}"


def alone(unit: str) -> str:
    """Return the token of a unit that ends its run; it begins those of all pairs the unit is first in."""
    return unit if unit > _WIDEST_WORD else unit + JOINT


def single(unit: str) -> str:
    """Return the token that says that the unit stands somewhere in the text."""
    return JOINT + unit
