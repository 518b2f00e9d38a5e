"""How fast search answers on 20,000 conferences, against LIKE on the same rows in the same run.

Needs the corpus that ``make bench-corpus`` makes; without it there is nothing to measure, and a line says so.
"""

from __future__ import annotations

import sys

from tests.bench._databases import on_the_corpus
from tests.bench.row import Row


def run() -> list[Row]:
    """Measure on each database there is a corpus for."""
    rows = on_the_corpus("tests.bench._searching")
    if not rows:
        sys.stderr.write("No corpus to search in; make bench-corpus makes one.\n")
    return rows
