"""Hostile searches of the database of DATABASE_URL, as rows of JSON: ``python -m tests.bench._attacking``.

An empty database is given the demo first.
"""

from __future__ import annotations

import json
import logging
import os
import statistics
import sys
import time
from io import StringIO
from urllib.parse import quote

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.core.management import call_command  # noqa: E402  (settings first)
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from releases.record.models import Release  # noqa: E402
from tests.bench._corpus import vocabulary  # noqa: E402
from tests.bench.row import Row, within  # noqa: E402

ROUNDS = 7
LIMIT_MS = 100.0
# As they stand in an address; no text can hold the first two.
_RAW = {
    "surrogates": "%ED%A0%80%ED%B0%80" * 500,
    "broken-utf-8": "%FF%C0%AF%E5%B9" * 500,
    "nul": "%E5%B9%BC%E5%84%BF%00%E5%9B%AD",
}


def main() -> None:
    """Measure each and print its row."""
    logging.disable(logging.WARNING)  # each refusal is one
    call_command("migrate", verbosity=0)
    if not Release.objects.exists():
        call_command("load_demo", stdout=StringIO(), stderr=StringIO())
    client = Client()
    client.get("/search/", {"q": "幼儿园"})
    queries = {name: quote(text) for name, text in _texts().items()} | _RAW
    print(json.dumps([_row(client, name, query) for name, query in queries.items()], ensure_ascii=False))


def _texts() -> dict[str, str]:
    words = vocabulary()[0]
    frequent = [word for word in words if len(word) == 2]
    single = [word for word in words if len(word) == 1]
    return {
        "10000-characters": "".join(words)[:10_000],
        "10000-of-one-character": single[0] * 10_000,
        "10000-words": " ".join(frequent[:10_000]),
        "12-frequent-words": " ".join(frequent[:12]),
        "12-frequent-characters": " ".join(single[:12]),
        "3-frequent-characters": " ".join(single[:3]),
        "without-11-frequent-words": " ".join([frequent[0], *(f"-{word}" for word in frequent[1:12])]),
        "operators": "\" ' * ^ : ( ) { } [ ] + - ~ & | ! <-> AND OR NOT NEAR/3 \\ % _ ? # ;",
        "full-text-syntax": f"said:{frequent[0]}* NEAR({frequent[1]} {frequent[2]}, 5) {frequent[0]}:*&!{frequent[1]}",
        "regex": "(a+)+$ (.*)*" + "a" * 5_000 + "!",
        "sql": "'; DROP TABLE record_entry; -- ' OR 1=1 UNION SELECT * FROM auth_user /*",
        "zero-width": "\u200b\u200d\ufeff\u2060" * 2_500,
        "zero-width-between": "\u200b".join(frequent[0] * 100),
        "5000-quotes": '"' * 5_000,
        "5000-curly-quotes": "“”" * 2_500,
        "3000-minus-signs": "-" * 3_000,
        "3000-minus-words": " -" * 3_000 + frequent[0],
        "control-characters": "".join(map(chr, [*range(1, 32), *range(127, 160)])) * 100,
        "combining-marks": "e" + "\u0301" * 5_000,
        "right-to-left": "\u202e" * 2_000 + frequent[0],
        "emoji": "👨‍👩‍👧‍👦" * 1_000,
    }


def _row(client: Client, name: str, query: str) -> Row:
    took = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        response = client.get("/search/", QUERY_STRING=f"q={query}")
        took.append((time.perf_counter() - start) * 1000)
        assert response.status_code in (200, 400), f"{name}: {response.status_code}"
    value = statistics.median(took)
    sys.stderr.write(
        f"{connection.vendor} {name}: {response.status_code}, {value:.1f} ms, most {max(took):.1f}\n"
    )
    return within(f"hostile-{connection.vendor}-{name}", value, limit=LIMIT_MS)


if __name__ == "__main__":
    main()
