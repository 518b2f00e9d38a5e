"""Recall and rank on the database of DATABASE_URL, as rows of JSON: ``python -m tests.bench._judging``.

An empty database is given the demo first; then, when that was judged, generated conferences.
"""

from __future__ import annotations

import json
import os
import sys
from io import StringIO

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  (settings first)
from django.db import connection  # noqa: E402

from releases.record.models import Release  # noqa: E402
from tests.bench import _loading  # noqa: E402
from tests.bench.row import Row  # noqa: E402
from tests.relevance.cutting import cut  # noqa: E402
from tests.relevance.judging import Judged, beyond, mean, reviewed, score  # noqa: E402

GENERATED = 200
CUT = 200
RECALL = 0.95
# An answer stands below its question: where the answer is wanted, the second place is the best there is.
RANK = 0.6


def main() -> None:
    """Judge what there is and print the rows."""
    call_command("migrate", verbosity=0)
    if Release.objects.exists():
        rows = _rows(f"cut-{Release.objects.count()}", list(cut(CUT)))
    else:
        call_command("load_demo", stdout=StringIO(), stderr=StringIO())
        rows = [*_rows("reviewed", reviewed()), *_rows("beyond", beyond(), recall=0.0, rank=0.0)]
        _loading.main(GENERATED)
        rows += _rows("cut", list(cut(CUT)))
    print(json.dumps(rows, ensure_ascii=False))


def _rows(name: str, queries: list[Judged], *, recall: float = RECALL, rank: float = RANK) -> list[Row]:
    scores = {judged: score(judged) for judged in queries}
    missed = [judged.typed for judged, one in scores.items() if one.recall < 1]
    sys.stderr.write(f"{connection.vendor} {name}: {len(queries)} queries, not all of {missed}\n")
    of_all = mean(scores.values())
    return [
        _row(f"relevance-{connection.vendor}-{name}-recall", "recall@10", of_all.recall, recall),
        _row(f"relevance-{connection.vendor}-{name}-rank", "MRR", of_all.reciprocal_rank, rank),
    ]


def _row(name: str, unit: str, value: float, bound: float) -> Row:
    return Row(
        name=name, value=value, unit=unit, baseline=1.0, ratio=value, bound=bound, holds=value >= bound
    )


if __name__ == "__main__":
    main()
