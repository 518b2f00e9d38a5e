"""What a term is looked up by: its spelling, its sound, initials, its surname. No Django.

A key is a mark and what it is a key of. A term and a word asked for are near each other where they share one.
"""

from __future__ import annotations

from releases.record.search.distance import without_one
from releases.record.search.pinyin import Reading, reading, readings_of_name, sound, surname_length
from releases.record.search.tokens import runs

SPELLED = "="
SHORTENED = "-"
SOUND = "~"
SOUND_SHORTENED = "≈"
INITIALS = "^"
SURNAME = "*"

# What is longer is nobody's word, and is not offered.
LONGEST_TERM = 16
# What is shorter is one slip from too many others.
_LEAST_LETTERS = 5
_LEAST_CHARACTERS = 3
_MOST_INITIALS = 8


def spelling(text: str) -> str:
    """Return the text as it is compared: folded, and without what stands between its units."""
    return "".join(unit for run in runs(text) for unit in run)


def keys_of(text: str, *, person: bool) -> set[str]:
    """Return the keys of a term; nothing if it is too short or too long to be one."""
    spelled = spelling(text)
    if not 2 <= len(spelled) <= LONGEST_TERM:
        return set()
    keys = {SPELLED + spelled, *_shortened(SHORTENED, spelled, _LEAST_CHARACTERS)}
    readings = readings_of_name(spelled) if person else [each for each in [reading(spelled)] if each]
    for each in readings:
        letters = "".join(each)
        initials = "".join(syllable[0] for syllable in each)
        keys.add(SOUND + sound(letters))
        if len(initials) <= _MOST_INITIALS:
            keys.add(INITIALS + initials)
        if person:
            keys |= _keys_of_name(spelled, each)
    return keys


def keys_of_word(word: str) -> set[str]:
    """Return the keys by which terms near a word of Chinese characters are found."""
    if not 2 <= len(word) <= LONGEST_TERM:
        return set()
    keys = {SPELLED + word, SHORTENED + word, *_shortened(SPELLED, word, _LEAST_CHARACTERS)}
    keys |= _shortened(SHORTENED, word, _LEAST_CHARACTERS)
    if len(word) == 2:
        keys.add(SPELLED + word[::-1])
    keys |= {SOUND + sound("".join(each)) for each in readings_of_name(word)}
    if each := reading(word):
        keys.add(SOUND + sound("".join(each)))
    return keys


def keys_of_letters(letters: str) -> set[str]:
    """Return the keys by which terms near Latin letters are found, whether a Latin word or Pinyin."""
    if not 2 <= len(letters) <= LONGEST_TERM * 2:
        return set()
    heard = sound(letters)
    keys = {SOUND + heard, SOUND_SHORTENED + heard, SURNAME + heard, SPELLED + letters, SHORTENED + letters}
    shortened = _sounds_shortened(letters)
    keys |= {mark + each for mark in (SOUND, SOUND_SHORTENED) for each in shortened}
    for mark in (SPELLED, SHORTENED):
        keys |= _shortened(mark, letters, _LEAST_CHARACTERS)
    if len(letters) <= _MOST_INITIALS:
        keys.add(INITIALS + letters)
    return keys


def _keys_of_name(name: str, each: Reading) -> set[str]:
    keys = {SOUND_SHORTENED + heard for heard in _sounds_shortened("".join(each))}
    if length := surname_length(name):
        surname = "".join(each[:length])
        # As many type a name: huangxf.
        given = "".join(syllable[0] for syllable in each[length:])
        keys |= {SURNAME + sound(surname), SOUND + sound(surname + given)}
    return keys


def _sounds_shortened(letters: str) -> set[str]:
    # A letter is left out of what is typed, not of what is heard: the m of femg is one slip from feng.
    return {sound(each) for each in without_one(letters)} if len(letters) >= _LEAST_LETTERS else set()


def _shortened(mark: str, word: str, least: int) -> set[str]:
    return {mark + each for each in without_one(word)} if len(word) >= least else set()
