"""Which questions ask much the same as another. No Django."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from math import log

from releases.record.search.tokens import pair, runs

# Questions of the demo that have nothing to do with each other reach 0.08 (Decision 0016).
ENOUGH = 0.12

_END = re.compile(r"[，。！？；：,!?;:\n]")
# Who asks, and that they thank, is no part of what is asked.
_POLITE = re.compile(r"我是|记者|谢谢|感谢|主持人|[你您]好|大家好")
_ASKING = re.compile(r"\A\s*(?:我?想)?(?:请问|问)一?下?")


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
    clauses = (_ASKING.sub("", clause) for clause in _END.split(text) if not _POLITE.search(clause))
    return {pair(*each) for clause in clauses for run in runs(clause) for each in pairwise(run)}
