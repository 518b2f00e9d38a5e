"""Search and LIKE on the corpus of DATABASE_URL, as rows of JSON: ``python -m tests.bench._searching``.

What each query took is told on standard error.
"""

from __future__ import annotations

import json
import math
import os
import random
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice, product
from typing import TypeVar

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from django.db import connection

import portal.wsgi  # noqa: F401  (settings first; as ready as a process that serves)
from releases.record.models import Entry, Passage, Release, Version
from releases.record.search.ask import MOST
from releases.record.search.finding import search
from releases.record.search.query import parse
from releases.record.search.results import Results
from tests.bench._corpus import vocabulary
from tests.bench.row import Row

LENGTHS = (2, 3, 4, 8)
OF_EACH = 6
ROUNDS = 7
LIMIT_MS = 100.0
RARE = 100
# How many times as fast as LIKE search has to be.
BOUNDS = {"rare": 20.0, "frequent": 1.0}

# A question and its answer, which follow each other in the corpus, are one thing to find.
_LIKE = """SELECT count(DISTINCT release_id || CASE WHEN kind IN ('question', 'answer') THEN (position + 1) / 2
    ELSE -1 - position END) FROM record_passage WHERE text LIKE %s"""
_T = TypeVar("_T")


def main() -> None:
    """Measure each kind of query and print its row."""
    titles = _titles()
    rows, everything = [], []
    for length, kind in product(LENGTHS, BOUNDS):
        queries = list(islice(_rare(length) if kind == "rare" else _frequent(length), OF_EACH))
        name = f"search-{connection.vendor}-{length}-{kind}"
        times, likes, ratios = [], [], []
        for text in queries:
            query = parse(text)
            search(query)
            took = [_timed(lambda query=query: search(query))[0] for _ in range(ROUNDS)]  # type: ignore[misc]
            like, number = _timed(lambda text=text: _like(text))  # type: ignore[misc]
            found = search(query)
            number += sum(text in title for title in titles)
            _tell(
                f"{name} {text}: {statistics.median(took):.1f} ms, LIKE {like:.0f} ms, {_shown(found)}, {number}"
            )
            assert found.total == min(number, MOST), f"{text}: {_shown(found)} by the index, {number} by LIKE"
            assert found.over == (number > MOST)
            times += took
            likes.append(like)
            ratios.append(like / statistics.median(took))
        everything += times
        _tell(
            f"{name}: p50 {statistics.median(times):.1f}, p95 {_percentile(times):.1f}, least ratio {min(ratios):.1f}"
        )
        rows.append(
            Row(
                name=name,
                value=_percentile(times),
                unit="ms p95",
                baseline=statistics.median(likes),
                ratio=statistics.median(ratios),
                bound=BOUNDS[kind],
                holds=min(ratios) >= BOUNDS[kind] and _percentile(times) <= LIMIT_MS,
            )
        )
    _tell(f"all: p50 {statistics.median(everything):.1f}, p95 {_percentile(everything):.1f}; {_size()}")
    print(json.dumps(rows, ensure_ascii=False))


def _rare(length: int) -> Iterator[str]:
    """Yield pieces of the corpus that stand in few places."""
    chance = random.Random(f"rare {length}")
    last = Passage.objects.order_by("-pk").values_list("pk", flat=True)[0]
    while True:
        text = Passage.objects.values_list("text", flat=True).get(pk=chance.randint(1, last))
        stretch = chance.choice(
            [each for each in re.findall(r"[\u4e00-\u9fff]+", text) if len(each) >= length]
        )
        start = chance.randint(0, len(stretch) - length)
        piece = stretch[start : start + length]
        if search(parse(piece)).total <= RARE:
            yield piece


def _frequent(length: int) -> Iterator[str]:
    """Yield what stands in more places than are counted; of eight characters, what is made of the commonest words."""
    chance = random.Random(f"frequent {length}")
    words = vocabulary()[0]
    if length == 8:
        while True:
            piece = "".join(chance.choices([word for word in words[:60] if len(word) == 2], k=4))
            yield piece
    for word in words[:5000]:
        if len(word) == length and search(parse(word)).over:
            yield word


def _titles() -> list[str]:
    subject = re.compile(r'"subject":"([^"]*)"')
    documents = dict(Version.objects.values_list("release_id", "document").iterator())
    return [
        f"{title}\n{found[1] if (found := subject.search(documents[pk])) else ''}"
        for pk, title in Release.objects.values_list("pk", "title")
    ]


def _like(text: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_LIKE, [f"%{text}%"])
        return int(cursor.fetchone()[0])


def _timed(work: Callable[[], _T]) -> tuple[float, _T]:
    start = time.perf_counter()
    result = work()
    return (time.perf_counter() - start) * 1000, result


def _percentile(values: list[float]) -> float:
    return sorted(values)[math.ceil(len(values) * 0.95) - 1]


def _size() -> str:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT pg_total_relation_size('record_entry'), pg_relation_size('record_entry_words'),"
                " pg_total_relation_size('record_passage')"
            )
        else:
            cursor.execute(
                "SELECT sum(pgsize) FILTER (WHERE name LIKE 'record_entry%'),"
                " sum(pgsize) FILTER (WHERE name = 'record_entry_words_data'),"
                " sum(pgsize) FILTER (WHERE name LIKE 'record_passage%') FROM dbstat"
            )
        entries, words, passages = (size / 1e6 for size in cursor.fetchone())
    number = Entry.objects.count()
    return f"{number} entries {entries:.0f} MB, of which the index {words:.0f} MB; passages {passages:.0f} MB"


def _shown(found: Results) -> str:
    return f"more than {MOST}" if found.over else str(found.total)


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
