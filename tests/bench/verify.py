"""How long the quote check takes over an article of 5,000 characters, on the corpus or else on the demo."""

from __future__ import annotations

from tests.bench._databases import on_new_databases, on_the_corpus
from tests.bench.row import Row


def run() -> list[Row]:
    """Measure on each database there is a corpus for; without one, on new ones with the demo."""
    return on_the_corpus("tests.bench._verifying") or on_new_databases("tests.bench._verifying")
