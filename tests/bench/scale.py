"""What a page costs in a record of 20,000 releases, against the same page in one of 100, by turns in one run.

Cost is processor time of a page that is not kept, in Python and in PostgreSQL; bodies of versions and rows of lists
are kept on both sides, as a process that serves has them (0028). Of a sitemap and a calendar it is that of a
hundred things in it.

Needs the corpus that ``make bench-corpus`` makes, and adds to it what pages show beside. The record of 100 is a
database beside it, made anew each time. ``ROUNDS=3`` and ``PAGES="home releases"`` make it shorter.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from tests.bench._cluster import running
from tests.bench.corpus import POSTGRESQL
from tests.bench.row import Row

SMALL, REGULARS = 100, 12
# Each page is made so many times on either side by turns, some times in a row.
ROUNDS, SECONDS = int(os.environ.get("ROUNDS", "5")), 0.3
BOUND = 1.1
# Seconds of processors for a correction, and what the copy serves first of it.
CORRECTION = 1.0
_NAME = "scale_small"


def run() -> list[Row]:
    """Measure on PostgreSQL, where there is a corpus."""
    if not POSTGRESQL.exists():
        sys.stderr.write("No corpus to measure on; make bench-corpus makes one.\n")
        return []
    with running(POSTGRESQL) as url:
        if url is None:
            return []
        small = url.removesuffix("/postgres") + f"/{_NAME}"
        _beside(url)
        _statement(url, f"DROP DATABASE IF EXISTS {_NAME}")
        _statement(url, f"CREATE DATABASE {_NAME}")
        try:
            _python(small, "tests.bench._loading", str(SMALL), str(REGULARS))
            _beside(small)
            return [*_compared(url, small), *_corrected(url, small)]
        finally:
            _statement(url, f"DROP DATABASE {_NAME}")


def _compared(large: str, small: str) -> list[Row]:
    rows = []
    with _record(large) as (many, names), _record(small) as (few, _):
        for name in names:
            if name not in os.environ.get("PAGES", name).split():
                continue
            first = _asked(few, name, 8)
            times = max(2, min(32, round(SECONDS / (first["python"] + first["database"]))))
            _asked(many, name, 8)
            rounds = [(_asked(many, name, times), _asked(few, name, times)) for _ in range(ROUNDS)]
            rows.append(_row(name, rounds))
    return rows


def _corrected(large: str, small: str) -> list[Row]:
    """Return what a correction takes with 20,000 releases, and what with 100; the bound is in seconds."""
    rounds = [
        [json.loads(_python(url, "tests.bench._correcting")) for url in (large, small)] for _ in range(2)
    ]
    rows = []
    for part, which in {"correction": ("publish",), "correction-mirrored": ("publish", "mirror")}.items():
        sides = []
        for side, size in enumerate(("large", "small")):
            sides.append(min(sum(each[side][one]["processor"] for one in which) for each in rounds))
            clock = min(sum(each[side][one]["clock"] for one in which) for each in rounds)
            sys.stderr.write(f"{part} {size}: {sides[-1]:.2f} s of processors, {clock:.2f} s of the clock\n")
        many, few = sides
        rows.append(
            Row(
                name=f"scale-{part}",
                value=many,
                unit="s",
                baseline=few,
                ratio=many / few,
                bound=CORRECTION,
                holds=many < CORRECTION,
            )
        )
    return rows


def _row(name: str, rounds: list[tuple[dict[str, float], dict[str, float]]]) -> Row:
    costs = [(_cost(many), _cost(few)) for many, few in rounds]
    ratio = statistics.median(many / few for many, few in costs)
    for size, side in (("large", 0), ("small", 1)):
        one = {part: statistics.median(each[side][part] for each in rounds) for part in rounds[0][side]}
        sys.stderr.write(
            f"{name} {size}: Python {one['python'] * 1000:.2f} ms, PostgreSQL {one['database'] * 1000:.2f} ms,"
            f" {one['queries']:.0f} queries, {one['bytes']:.0f} bytes\n"
        )
    return Row(
        name=f"scale-{name}",
        value=statistics.median(many for many, _ in costs),
        unit="ms",
        baseline=statistics.median(few for _, few in costs),
        ratio=ratio,
        bound=BOUND,
        holds=ratio <= BOUND,
    )


def _cost(made: dict[str, float]) -> float:
    """Return the milliseconds of a page; of a sitemap and a calendar, those of a hundred things in it."""
    return (made["python"] + made["database"]) * 1000 / max(made["named"] / 100, 1)


@contextmanager
def _record(url: str) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """Serve a record to a pipe; give the process and the names of its pages."""
    environment = _environment(url) | {
        "DJANGO_SETTINGS_MODULE": "tests.bench._cold_settings",
        "ROLE": "public",
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench._scaling"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process, json.loads(_told(process))
        finally:
            _pipe(process.stdin).close()


def _asked(process: subprocess.Popen[str], name: str, times: int) -> dict[str, float]:
    pipe = _pipe(process.stdin)
    pipe.write(json.dumps([name, times]) + "\n")
    pipe.flush()
    made: dict[str, float] = json.loads(_told(process))
    return made


def _told(process: subprocess.Popen[str]) -> str:
    return _pipe(process.stdout).readline()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe is not None
    return pipe


def _beside(url: str) -> None:
    _python(url, "tests.bench._beside")


def _python(url: str, module: str, *arguments: str) -> str:
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command, env=_environment(url), check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def _statement(url: str, sql: str) -> None:
    code = "import sys, psycopg; psycopg.connect(sys.argv[1], autocommit=True).execute(sys.argv[2])"
    subprocess.run([sys.executable, "-c", code, url.replace("postgres://", "postgresql://"), sql], check=True)


def _environment(url: str) -> dict[str, Any]:
    # What parallel workers take could not be told from what anybody else does.
    once = {"PGOPTIONS": "-c max_parallel_workers_per_gather=0", "DEVELOPMENT": "1"}
    return {**os.environ, **once, "DATABASE_URL": url}
