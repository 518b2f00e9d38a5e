"""Whether two words are one slip apart: a character wrong, missing, too many, or two swapped. No Django.

Two such words have one in common among themselves and what they become without one of their characters. What
is indexed by these can be looked up, instead of comparing a word with all there are.
"""

from __future__ import annotations

from itertools import takewhile


def one_slip(first: str, second: str) -> bool:
    """Return whether at most one slip lies between the words."""
    start = _shared(first, second)
    first, second = first[start:], second[start:]
    end = _shared(first[::-1], second[::-1])
    first, second = first[: len(first) - end], second[: len(second) - end]
    return max(len(first), len(second)) < 2 or (len(first) == 2 and first == second[::-1])


def without_one(word: str) -> set[str]:
    """Return what the word becomes without one of its characters."""
    return {word[:place] + word[place + 1 :] for place in range(len(word))}


def _shared(first: str, second: str) -> int:
    """Return how many characters both begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))
