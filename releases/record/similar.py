"""Which questions ask much the same as another. No Django."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from math import log

from releases.record.search.tokens import pair, runs

# Questions of the demo that have nothing to do with each other reach 0.08 (Decision 0016).
ENOUGH = 0.12


def similar(text: str, others: Mapping[str, str]) -> list[str]:
    """Return the keys of those of the others that ask much the same, the most alike first.

    Alike is what two texts share of their pairs of neighbouring characters, each pair weighing the more the
    fewer of the texts at hand have it: the weighted Jaccard index, from 0 to 1.
    """
    asked = _pairs(text)
    pairs = {key: _pairs(other) for key, other in others.items()}
    having = Counter(one for found in (asked, *pairs.values()) for one in found)
    weights = {one: log(1 + (len(pairs) + 1) / number) for one, number in having.items()}
    alike = {
        key: sum(weights[one] for one in asked & found) / sum(weights[one] for one in asked | found)
        for key, found in pairs.items()
        if asked & found
    }
    near = [key for key, share in alike.items() if share >= ENOUGH]
    return sorted(near, key=lambda key: -alike[key])


def _pairs(text: str) -> set[str]:
    return {pair(*neighbours) for run in runs(text) for neighbours in pairwise(run)}
