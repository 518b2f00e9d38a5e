"""The order of what is found: titles and questions, answers, statements; then relevance, then newer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from releases.record.search.ask import Hit

# Of words that stand in what is said; those in a title or question come first of all.
_TIERS = {"title": 1, "exchange": 1, "statement": 2, "narration": 3}


class Ranked(NamedTuple):
    """A hit in its tier, 0 the best; of the places it was found at, the best."""

    tier: int
    hit: Hit


def ranked(hits: Iterable[Hit]) -> list[Ranked]:
    """Return each entry once, the best first.

    Conferences stay together. What one is about it says often: its relevance is how much of it was found,
    by doublings, so that between four hits and seven the newer one is above.
    """
    best: dict[int, Ranked] = {}
    first: dict[str, int] = {}
    for hit in hits:
        tier = _tier(hit)
        known = best.get(hit.key)
        if known is None or tier < known.tier:
            best[hit.key] = Ranked(tier, hit)
            first[hit.release] = min(tier, first.get(hit.release, tier))
    of_release = Counter(one.hit.release for one in best.values())
    # Sorted as one: which conference, the best and newest first, and then the place within it.
    standing = {release: (tier, -of_release[release].bit_length()) for release, tier in first.items()}

    def order(one: Ranked) -> tuple[tuple[int, int], int, int, int]:
        key = one.hit.key
        return standing[one.hit.release], -(key // 10_000), one.tier, key

    return sorted(best.values(), key=order)


def _tier(hit: Hit) -> int:
    return 0 if hit.place == "asked" else _TIERS[hit.kind]
