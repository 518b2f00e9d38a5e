"""The quote check on the database of DATABASE_URL, as rows of JSON: ``python -m tests.bench._verifying``.

An empty database is given the demo first. Articles quote sentences of three conferences: word for word, with a
character replaced, and some that nobody said; one article is of nothing but the last.
"""

from __future__ import annotations

import json
import os
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from io import StringIO

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

from django.core.management import call_command
from django.db import connection

import portal.wsgi  # noqa: F401  (settings first; as ready as a process that serves)
from releases.record.models import Passage, Release
from releases.record.quotes.check import Verdict, check
from releases.record.quotes.quotations import quotations
from tests.bench.row import Row, within

ROUNDS = 7
LIMIT_MS = 300.0
LENGTH = 5_000
OF_EACH = {"quoted": (8, 1, 1), "altered": (0, 8, 1), "invented": (0, 0, 1)}


def main() -> None:
    """Measure each kind of article and print its row."""
    call_command("migrate", verbosity=0)
    if not Release.objects.exists():
        call_command("load_demo", stdout=StringIO(), stderr=StringIO())
    print(json.dumps([_row(name) for name in OF_EACH], ensure_ascii=False))


def _row(name: str) -> Row:
    texts = [_article(name, seed) for seed in range(ROUNDS)]
    check(quotations(texts[0]))
    took, verdicts = [], Counter[Verdict]()
    for text in texts:
        start = time.perf_counter()
        answers = check(quotations(text))
        took.append((time.perf_counter() - start) * 1000)
        verdicts.update(answer.verdict for answer in answers)
    value = statistics.median(took)
    counted = ", ".join(f"{number} {verdict}" for verdict, number in verdicts.items())
    sys.stderr.write(
        f"{connection.vendor} verify {name}: {value:.0f} ms, most {max(took):.0f}; of {ROUNDS}: {counted}\n"
    )
    return within(f"verify-{connection.vendor}-{name}", value, limit=LIMIT_MS)


def _article(name: str, seed: int) -> str:
    chance = random.Random(f"{name} {seed}")
    keys = list(Release.objects.current().filter(question_count__gt=0).values_list("pk", flat=True))
    chosen = chance.sample(keys, 3)
    said = list(_sentences(Passage.objects.filter(release__in=chosen).values_list("text", flat=True)))
    chance.shuffle(said)
    parts: list[str] = []
    for sentence in said * 20:
        kind = chance.choices(("same", "slip", "other"), OF_EACH[name])[0]
        parts.append(f"“{_altered(sentence, kind, chance)}”")
        if sum(map(len, parts)) >= LENGTH:
            break
    return "".join(parts)[:LENGTH]


def _sentences(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from (found for found in re.findall(r"[^。！？\n“”]+", text) if 12 <= len(found) <= 80)


def _altered(sentence: str, kind: str, chance: random.Random) -> str:
    letters = list(sentence)
    if kind == "slip":
        letters[chance.randrange(len(letters))] = chance.choice("一二三四五六七八九")
    elif kind == "other":
        chance.shuffle(letters)
    return "".join(letters)


if __name__ == "__main__":
    main()
