"""Words of a text, without a dictionary. No Django.

A string of characters that comes back among ever different neighbours is a word, or several that belong
together; a part of a word has always the same neighbour. That is accessor variety: of the different
characters before a string and those after it, the fewer (Feng, Chen, Deng, Zheng: Accessor Variety Criteria
for Chinese Word Extraction, Computational Linguistics 30, 2004).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from releases.record.search.tokens import HAN, fold

LONGEST_WORD = 8
MOST_WORDS = 40
# Among fewer different neighbours it may be part of a longer word.
_LEAST_VARIETY = 3
# Nobody reads more aloud in a day.
_MOST_CHARACTERS = 200_000

_HAN = re.compile(f"[{HAN}]+")
# With these no word of more than one character begins or ends, or so few that it does not matter.
AT_NO_EDGE = (
    "的了着和是在就也都还又与及或而但对为把被让从向到等个这那其之所各每某不我你他她它们您有将已要能可请很更最"
)
# In titles what stands between these is what the conference is about.
_BETWEEN = re.compile(
    r"(?:例行|专题|专场|系列|主题|媒体|新闻)*(?:发布会|通气会|通报会|吹风会|见面会)(?:实录)?"
    r"|有关情况|关于|情况|举行|召开|第[〇一二三四五六七八九十百\d]+[场次届]"
    r"|\d+[年月日]?|[的、]"
)


def frequent(texts: Iterable[str]) -> list[str]:
    """Return the words that the texts come back to, the most frequent first."""
    line = "\n".join(stretch for text in texts for stretch in _HAN.findall(fold(text)))[:_MOST_CHARACTERS]
    line = f"\n{line}\n"
    places: dict[str, list[int]] = {"": list(range(1, len(line) - 1))}
    counted: dict[str, int] = {}
    for length in range(1, LONGEST_WORD + 1):
        longer: dict[str, list[int]] = defaultdict(list)
        for found in places.values():
            for place in found:
                # A longer string is only as frequent as what it begins with.
                if place + length < len(line) and line[place + length - 1] != "\n":
                    longer[line[place : place + length]].append(place)
        places = {word: found for word, found in longer.items() if len(found) >= _LEAST_VARIETY}
        if length > 1:
            counted |= {word: len(found) for word, found in places.items() if _is_word(word, found, line)}
    # What is longer says more than its parts do as often.
    order = sorted(counted, key=lambda word: (-counted[word] * (len(word) - 1), word))
    return order[:MOST_WORDS]


def phrases(title: str) -> Iterator[str]:
    """Yield what a title is about: the stretches between what all titles say."""
    for piece in _BETWEEN.sub("\n", fold(title)).split("\n"):
        yield from (each for each in _HAN.findall(piece) if len(each) > 1)


def _is_word(word: str, places: list[int], line: str) -> bool:
    if word[0] in AT_NO_EDGE or word[-1] in AT_NO_EDGE:
        return False
    return all(
        _variety(line[place] for place in around) >= _LEAST_VARIETY
        for around in ([place - 1 for place in places], [place + len(word) for place in places])
    )


def _variety(neighbours: Iterable[str]) -> int:
    """Return how many different neighbours there are; each end of a stretch is one of its own."""
    seen, ends = set(), 0
    for each in neighbours:
        ends += each == "\n"
        seen.add(each)
    return len(seen - {"\n"}) + ends
