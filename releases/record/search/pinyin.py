"""How words and names are read in Hanyu Pinyin, without tones. No Django.

A **reading** is a tuple of syllables, one for each character. A **sound** is letters without what many people
do not tell apart, or type in several ways: ``huangxiaofeng`` and ``huanxiaofen`` are the same sound.
"""

from __future__ import annotations

import re
from itertools import islice, product

from releases.record.search.surnames import COMPOUND, SURNAMES
from releases.record.search.tokens import HAN

Reading = tuple[str, ...]

_HAN = re.compile(f"[{HAN}]+")
_SYLLABLE = re.compile("[a-z]+")
# zh ch sh for z c s, ng for n; ü is typed v, u or (as in passports) yu.
_LIKE = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("lyu", "lu"), ("nyu", "nu"), ("v", "u"))

LONGEST_NAME = 4
_READINGS_OF_A_CHARACTER = 3
_READINGS_OF_A_NAME = 16


def sound(letters: str) -> str:
    """Return how the letters sound to somebody who hears little difference."""
    for written, heard in _LIKE:
        letters = letters.replace(written, heard)
    return letters


def reading(text: str) -> Reading:
    """Return how the word is read, its characters in their context; nothing unless all can be read."""
    # The tables of all readings take 50 MB and half a second: nobody waits for them who does not need them.
    from pypinyin import Style, lazy_pinyin

    if not _HAN.fullmatch(text):
        return ()
    found = tuple(lazy_pinyin(text, style=Style.NORMAL))
    return found if len(found) == len(text) and all(map(_SYLLABLE.fullmatch, found)) else ()


def readings_of_name(name: str) -> list[Reading]:
    """Return all ways to read the name, the likeliest first; nobody but its bearer knows which it is."""
    if not _HAN.fullmatch(name):
        return []
    length = surname_length(name)
    if length == 2:
        each = [*((syllable,) for syllable in COMPOUND[name[:2]]), *map(_readings_of, name[2:])]
    else:
        first = (*SURNAMES.get(name[0], ()), *_readings_of(name[0])) if length else _readings_of(name[0])
        each = [tuple(dict.fromkeys(first)), *map(_readings_of, name[1:])]
    # Of names with very many readings the first are kept.
    return list(islice(product(*each), _READINGS_OF_A_NAME))


def surname_length(name: str) -> int:
    """Return how many characters the surname has, 0 for a name too long to begin with one."""
    if len(name) > 2 and name[:2] in COMPOUND:
        return 2
    return 1 if 1 < len(name) <= LONGEST_NAME else 0


def _readings_of(character: str) -> Reading:
    from pypinyin import Style, pinyin

    (found,) = pinyin(character, heteronym=True, style=Style.NORMAL)
    known = [syllable for syllable in found if _SYLLABLE.fullmatch(syllable)]
    return tuple(known[:_READINGS_OF_A_CHARACTER])
