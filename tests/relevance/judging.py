"""How well search does by queries of which is known what they have to find.

The first ten are passages as the first page shows them: conferences in order, of each its things, of each
thing the question and then what is said. What is wanted of a conference as a whole counts where its heading stands.
"""

from __future__ import annotations

import statistics
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from releases.record.search.finding import search
from releases.record.search.query import parse
from releases.record.search.results import Results

FIRST = 10
_REVIEWED = Path(__file__).with_name("queries.toml")
_BEYOND = "beyond"


@dataclass(frozen=True, slots=True)
class Judged:
    """What is typed, and the passages that have to be among the first: ``20240321-1#t5`` or a whole ``20240321-1``."""

    typed: str
    wanted: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How much of what was wanted is among the first ten, 0 to 1, and one through the rank of the best of it."""

    recall: float
    reciprocal_rank: float


def reviewed() -> list[Judged]:
    """Return the queries that search answers for."""
    return [judged for sort, queries in _sorts().items() if sort != _BEYOND for judged in _judged(queries)]


def beyond() -> list[Judged]:
    """Return the queries that search cannot answer by design."""
    return list(_judged(_sorts()[_BEYOND]))


def score(judged: Judged) -> Score:
    """Search and return how well that went."""
    ranks = _ranks(search(parse(judged.typed)))
    places = [ranks[wanted] for wanted in judged.wanted if ranks.get(wanted, FIRST + 1) <= FIRST]
    return Score(len(places) / len(judged.wanted), 1 / min(places) if places else 0.0)


def mean(scores: Iterable[Score]) -> Score:
    """Return recall@10 and the mean reciprocal rank (MRR) of many queries."""
    every = list(scores)
    return Score(
        statistics.fmean(one.recall for one in every), statistics.fmean(one.reciprocal_rank for one in every)
    )


def _ranks(results: Results) -> dict[str, int]:
    """Return the rank of each passage shown, 1 the first; a conference has that of what follows its heading."""
    ranks: dict[str, int] = {}
    rank = 1
    for conference in results.conferences:
        ranks[conference.release] = rank
        for thing in conference.found:
            for said in [*([thing.question] if thing.question else []), *thing.said]:
                ranks[f"{conference.release}#{said.turn}"] = rank
                rank += 1
        if not conference.found:
            rank += 1
    return ranks


def _sorts() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(_REVIEWED.read_text())


def _judged(queries: dict[str, list[str]]) -> Iterator[Judged]:
    for typed, wanted in queries.items():
        yield Judged(typed, tuple(wanted))
