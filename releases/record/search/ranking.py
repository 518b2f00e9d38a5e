"""The order of what is found: titles and questions, answers, statements; then relevance, then newer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from releases.record.search.ask import Hit


@dataclass(frozen=True, slots=True)
class Ranked:
    """A hit in its tier, 0 the best; of the places it was found at, the best."""

    tier: int
    hit: Hit


def ranked(hits: Iterable[Hit]) -> list[Ranked]:
    """Return each entry once, the best first.

    Conferences stay together. What one is about it says often: its relevance is how much of it was found,
    by doublings, so that between four hits and seven the newer one is above.
    """
    best: dict[int, Ranked] = {}
    for hit in hits:
        tier = _tier(hit)
        if hit.key not in best or tier < best[hit.key].tier:
            best[hit.key] = Ranked(tier, hit)
    of_release = Counter(one.hit.release for one in best.values())
    first = {release: min(tiers) for release, tiers in _tiers(best.values()).items()}

    def order(one: Ranked) -> tuple[int, int, int, int, int]:
        release = one.hit.release
        opening = one.hit.key // 10_000
        return first[release], -of_release[release].bit_length(), -opening, one.tier, one.hit.key

    return sorted(best.values(), key=order)


def _tier(hit: Hit) -> int:
    if hit.place == "asked":
        return 0
    return {"title": 1, "exchange": 1, "statement": 2, "narration": 3}[hit.kind]


def _tiers(found: Iterable[Ranked]) -> dict[str, list[int]]:
    tiers: dict[str, list[int]] = {}
    for one in found:
        tiers.setdefault(one.hit.release, []).append(one.tier)
    return tiers
