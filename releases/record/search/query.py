"""What a person types, understood: words that must be there, exact phrases, words that must not. No Django.

Any text is a query; the worst becomes an empty one. ``str()`` of a query is the same query, typed plainly.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from releases.record.search.tokens import (
    JOINT,
    SIGNS,
    WIDE,
    Unit,
    alone,
    fold,
    origins,
    pair,
    placed,
    runs,
    single,
    tokens,
)

# Nobody types more; and what is pasted is found by how it begins.
LONGEST_QUERY = 60
MOST_WORDS = 5
MOST_WITHOUT = 2
_MOST_OF_A_PAIR = 4

_PART = re.compile(
    r'(?P<without>(?<![^\s\u3000])[-－−]\s*)?(?:["“”＂„](?P<phrase>[^"“”＂„]*)["“”＂„]?|(?P<word>[^\s"“”＂„]+))'
)
_STRETCH = re.compile(f"[{WIDE}]+")
# In a list of words these stand for a space.
_BETWEEN = re.compile(r"[、，;；。｡､]|(?<!\d),|,(?!\d)")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Units in their order, in runs: between two runs the text has a mark or a space as well."""

    runs: tuple[tuple[str, ...], ...]

    def __str__(self) -> str:
        text = " ".join(_typed(run) for run in self.runs)
        return f'"{text}"' if len(self.runs) > 1 else text

    @property
    def tokens(self) -> list[str]:
        """Return the tokens that stand one after the other where the phrase does."""
        *before, last = self.runs
        found = [token for run in before for token in tokens(run)]
        if len(last) > 1:
            return [*found, *map(pair, last, last[1:])]
        return [*found, alone(last[0])] if found else [single(last[0])]

    @property
    def open_ended(self) -> bool:
        """Return whether the last token is only the beginning of one in the index."""
        return len(self.runs) > 1 and len(self.runs[-1]) == 1

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return where in the text the phrase stands, as slices that do not overlap."""
        folded = fold(text)
        stretches = _STRETCH.findall("\n".join("".join(run) for run in self.runs))
        if not all(stretch in folded for stretch in stretches):
            return []
        if len(self.runs) == 1 and stretches == ["".join(self.runs[0])]:
            # Chinese characters alone are units wherever they stand: no need to take the text apart.
            origin = origins(text, folded)
            found = re.finditer(stretches[0], folded)
            return [(origin[match.start()], origin[match.end() - 1] + 1) for match in found]
        return self._places_of_units(placed(text))

    def _places_of_units(self, units: list[Unit]) -> list[tuple[int, int]]:
        wanted = [(unit, place > 0) for run in self.runs for place, unit in enumerate(run)]
        found: list[tuple[int, int]] = []
        end = 0
        for at, unit in enumerate(units):
            if unit.text != wanted[0][0] or at < end:
                continue
            here = units[at : at + len(wanted)]
            # Whether something precedes the first unit is no matter.
            if [(each.text, each.joined and place > 0) for place, each in enumerate(here)] == wanted:
                found.append((here[0].start, here[-1].end))
                end = at + len(wanted)
        return found


@dataclass(frozen=True, slots=True)
class Query:
    """What has to stand in a thing and what must not; ``cut`` says that not all of it is asked for."""

    words: tuple[Phrase, ...] = ()
    without: tuple[Phrase, ...] = ()
    cut: bool = False

    def __str__(self) -> str:
        return " ".join([*map(str, self.words), *(f"-{phrase}" for phrase in self.without)])


def parse(text: str) -> Query:
    """Return what the text asks for."""
    words: dict[Phrase, None] = {}
    without: dict[Phrase, None] = {}
    cut = len(text) > LONGEST_QUERY
    for part in _PART.finditer(text[:LONGEST_QUERY]):
        into = without if part["without"] else words
        for typed in [part["phrase"]] if part["word"] is None else _BETWEEN.split(part["word"]):
            all_runs = runs(typed)
            # Beside words, signs alone say nothing; and a token that only begins with one is dear to find.
            said = [run for run in all_runs if not SIGNS.issuperset(run)] or all_runs
            found = tuple(map(tuple, _without_repeats(said)))
            cut = cut or sum(map(len, found)) < sum(map(len, said))
            if not found:
                continue
            full = len(words) + len(without) == MOST_WORDS or (
                into is without and len(without) == MOST_WITHOUT
            )
            if full:
                cut = True
            else:
                into[Phrase(found)] = None
    return Query(tuple(words), tuple(without), cut)


def _without_repeats(found: list[list[str]]) -> Iterator[list[str]]:
    """Yield the runs up to where a pair of neighbours comes once too often: nobody means that."""
    seen: Counter[tuple[str, str]] = Counter()
    for run in found:
        for place, neighbours in enumerate(pairwise(run)):
            seen[neighbours] += 1
            if seen[neighbours] > _MOST_OF_A_PAIR or _goes_on(run, place):
                yield run[: place + 1]
                return
        yield run


def _goes_on(run: list[str], place: int) -> bool:
    """Return whether the pair there only goes on with what stood twice before it: 哈哈哈, 你好你好你."""
    pair, before = run[place : place + 2], run[max(place - 1, 0) : place + 1]
    if pair[0] == pair[1]:
        return place > 0 and before == pair
    return place > 2 and pair == run[place - 2 : place] and before == run[place - 3 : place - 1]


def _typed(run: tuple[str, ...]) -> str:
    text = ""
    for unit in run:
        # Two words with nothing between them had a hyphen there.
        text += (
            "-" if text and JOINT in pair(text[-1], unit[0]) and _is_word(text[-1]) and _is_word(unit) else ""
        )
        text += unit.replace("．", ".").replace("％", "%").replace("＋", "+")
    return text


def _is_word(unit: str) -> bool:
    return unit[0].isalnum() and JOINT in pair(unit, unit)
