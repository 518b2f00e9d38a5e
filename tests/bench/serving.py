"""What a page costs: kept, unchanged, made anew; against an empty Django that returns the same bytes.

Made anew means that no page is kept, compression included; bodies of versions are (0028).

Each figure is requests for each second of processor time, of Granian's one worker and of PostgreSQL where it
works for the page: what one core gives. Both sides run by turns, in one run.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench._cluster import running
from tests.bench._served import Server, can_load, fetched, granian, load, rate
from tests.bench.row import Row

RELEASES = 150
ROUNDS = 5
_OURS, _EMPTY = "portal.wsgi:application", "tests.bench._empty:application"
_LIST = "/releases/"
# As nearly all readers ask.
_GZIP = ("-H", "Accept-Encoding: gzip")
# Of so many pages that are read by turns, which are fewer than there is room for.
READ = 100
# Requests for the last row, and how much memory a worker may take and come to take.
REQUESTS, MEMORY, GROWTH = 100_000, 120.0, 4.0


def run() -> list[Row]:
    """Fill a PostgreSQL, then load the site with pages kept and with none kept."""
    if not can_load():
        return []
    with tempfile.TemporaryDirectory(prefix="portal-bench-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        with running(Path(folder, "postgresql")) as url:
            if url is None:
                return []
            environment = {**os.environ, "DATABASE_URL": url}
            loading = [sys.executable, "-m", "tests.bench._loading", str(RELEASES)]
            subprocess.run(loading, env=environment, check=True)
            return _measured(Path(folder), url)


def _measured(folder: Path, url: str) -> list[Row]:
    site = {
        # As the public is served wherever the desk has processes of its own.
        "ROLE": "public",
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DATABASE_URL": url,
        "VAR_DIR": str(folder),
        "LOG_LEVEL": "ERROR",
    }
    addresses = _addresses(folder, url)
    cold_site = site | {"DJANGO_SETTINGS_MODULE": "tests.bench._cold_settings", "KEPT_PAGES_MB": "128"}
    # As one process serves everybody, which is what there is at first.
    both, cold_both = site | {"ROLE": "all"}, cold_site | {"ROLE": "all"}
    with granian(_OURS, **site) as kept:
        body, headers = fetched(kept, addresses[0], {"Accept-Encoding": "gzip"})
        Path(folder, "body").write_bytes(body)
        unchanged = (*_GZIP, "-H", f"If-None-Match: {headers['etag']}")
        with granian(_EMPTY, BODY=str(Path(folder, "body"))) as empty:
            rows = _compared(
                {
                    "serving-hot": lambda: rate(kept, addresses[0], wrk=_GZIP),
                    "serving-304": lambda: rate(kept, addresses[0], wrk=unchanged),
                    "serving-empty": lambda: rate(empty, "/"),
                }
            )
        rows.append(_memory("serving-memory", kept, folder, addresses[:READ]))
    with granian(_OURS, **both) as kept:
        rows.append(_memory("serving-memory-all", kept, folder, addresses[:READ]))
    postgres = int(Path(folder, "postgresql", "postmaster.pid").read_text().split()[0])
    several = (*_GZIP, "-s", str(_script(folder, addresses)))
    with granian(_OURS, **cold_site) as cold, granian(_OURS, **cold_both) as cold_all:
        for address in addresses:
            fetched(cold, address)
            fetched(cold_all, address)
        rows += _bounded(
            {
                ("serving-cold-release", 400.0): lambda: rate(cold, "", also=postgres, wrk=several),
                ("serving-cold-release-all", 400.0): lambda: rate(cold_all, "", also=postgres, wrk=several),
                ("serving-cold-list", 250.0): lambda: rate(cold, _LIST, also=postgres, wrk=_GZIP),
                ("serving-cold-list-all", 250.0): lambda: rate(cold_all, _LIST, also=postgres, wrk=_GZIP),
            }
        )
    return rows


def _compared(sides: dict[str, Callable[[], float]]) -> list[Row]:
    """Return the rows of what is held against the empty view; it is the last side."""
    rounds = [[measure() for measure in sides.values()] for _ in range(ROUNDS)]
    *ours, empty = (list(side) for side in zip(*rounds, strict=True))
    bounds = {"serving-hot": 0.6, "serving-304": 1.0}
    rows = []
    for name, side in zip(bounds, ours, strict=True):
        ratio = statistics.median(one / other for one, other in zip(side, empty, strict=True))
        value, baseline = statistics.median(side), statistics.median(empty)
        holds = ratio >= bounds[name]
        rows.append(
            Row(
                name=name,
                value=value,
                unit="per s",
                baseline=baseline,
                ratio=ratio,
                bound=bounds[name],
                holds=holds,
            )
        )
    return rows


def _bounded(sides: dict[tuple[str, float], Callable[[], float]]) -> list[Row]:
    """Return the rows of what has to be so many in a second."""
    rounds = [[measure() for measure in sides.values()] for _ in range(ROUNDS)]
    rows = []
    for (name, bound), side in zip(sides, zip(*rounds, strict=True), strict=True):
        value = statistics.median(side)
        rows.append(
            Row(
                name=name,
                value=value,
                unit="per s",
                baseline=bound,
                ratio=value / bound,
                bound=1.0,
                holds=value >= bound,
            )
        )
    return rows


def _memory(name: str, server: Server, folder: Path, addresses: list[str]) -> Row:
    """Return what the worker takes after so many requests of all pages, and after as many once more."""
    each = (*_GZIP, "-s", str(_script(folder, addresses)))
    taken = []
    for _ in range(2):
        done = 0
        while done < REQUESTS // 2:
            done += load(server, "", seconds=5, wrk=each)
        taken.append(server.memory() / 1024 / 1024)
    before, after = taken
    return Row(
        name=name,
        value=after,
        unit="MiB",
        baseline=before,
        ratio=after / before,
        bound=MEMORY,
        holds=after <= MEMORY and after - before <= GROWTH,
    )


def _addresses(folder: Path, url: str) -> list[str]:
    """Return the address of every release."""
    asked = (
        "import django; django.setup(); from releases.record.models import Release\n"
        "for one in Release.objects.current().newest_first(): print(one.get_absolute_url())"
    )
    environment = {
        **os.environ,
        "DATABASE_URL": url,
        "VAR_DIR": str(folder),
        "DJANGO_SETTINGS_MODULE": "portal.settings",
        "DEVELOPMENT": "1",
    }
    told = subprocess.run(
        [sys.executable, "-c", asked], env=environment, check=True, capture_output=True, text=True
    )
    return told.stdout.split()


def _script(folder: Path, addresses: list[str]) -> Path:
    """Return a script with which wrk asks for one after the other."""
    path = Path(folder, "addresses.lua")
    listed = ", ".join(f'"{address}"' for address in addresses)
    path.write_text(
        f"local all, at = {{ {listed} }}, 0\n"
        "function request() at = at % #all + 1; return wrk.format('GET', all[at]) end\n"
    )
    return path
