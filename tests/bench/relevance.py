"""How much of what readers want is among the first ten passages (recall@10), and how far up (MRR).

By the reviewed queries on the demo, by queries cut from what was said in the demo and 200 generated conferences,
and, where there is one, in the corpus that ``make bench-corpus`` makes.
"""

from __future__ import annotations

from tests.bench._databases import on_new_databases, on_the_corpus
from tests.bench.row import Row


def run() -> list[Row]:
    """Measure on each database."""
    return [*on_new_databases("tests.bench._judging"), *on_the_corpus("tests.bench._judging")]
