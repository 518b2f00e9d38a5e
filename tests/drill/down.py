"""PostgreSQL, then the application too killed while readers read pages through nginx: none of them is told.

``NUMBER`` is how many requests there are without both, in the environment.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psycopg

from tests.bench._front import Front, can_stand, front
from tests.bench.row import Row
from tests.deploy.standing import PUBLIC, Standing
from tests.drill._outages import kill, start

NUMBER = int(os.environ.get("NUMBER", "1000000"))
RELEASES = 5
# Seconds of each load, and how far into it something is killed.
_SECONDS, _KILLED = 10, 4
_DONE = re.compile(r"(\d+) requests in")
_FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")
_SLOWEST = re.compile(r"(?:90|99)%\s+\S+")


def run() -> list[Row]:
    """Count the requests that failed."""
    if not can_stand():
        return []
    with front(RELEASES, mirrored=True) as stands:
        return _rows(stands) if stands else []


def _rows(stands: Front) -> list[Row]:
    all_of, folder, url, releases = stands
    pages = ["/", "/releases/", *(f"{way}/releases/{pk}/" for pk in releases for way in ("", "/en"))]
    assert {all_of.ask(page)[0] for page in pages} == {200}
    script, cluster = _script(folder, pages), folder / "postgresql"
    rows = [_row("down-database", *_asked(all_of, script, lambda: kill(cluster)))]
    assert {all_of.ask(page)[0] for page in pages} == {200}
    start(cluster)
    _wait_for(url)
    _answers(all_of)

    def both() -> None:
        all_of.kill_application()
        kill(cluster)

    done, failed = _asked(all_of, script, both)
    while done < NUMBER:
        more, wrong = _asked(all_of, script)
        done, failed = done + more, failed + wrong
        sys.stderr.write(f"\r{done} of {NUMBER} requests, {failed} failed")
    assert {all_of.ask(page)[0] for page in pages} == {200}
    assert all_of.ask("/search/?q=x")[0] == 503
    start(cluster)
    _wait_for(url)
    sys.stderr.write("\n")
    return [*rows, _row("down", done, failed)]


def _asked(all_of: Standing, script: Path, fault: Callable[[], None] | None = None) -> tuple[int, int]:
    """Ask for some seconds, with a fault in the midst of them; return how many requests, and how many failed."""
    with _load(all_of, script) as load:
        if fault:
            time.sleep(_KILLED)
            fault()
        told, _ = load.communicate()
    counted = _DONE.search(told)
    assert counted, told
    failed = sum(
        int(status or 0) + sum(map(int, re.findall(r"\d+", errors)))
        for status, errors in _FAILED.findall(told)
    )
    if fault:
        sys.stderr.write(f"{counted[1]} requests, {failed} failed, {', '.join(_SLOWEST.findall(told))}\n")
    return int(counted[1]), failed


def _answers(all_of: Standing) -> None:
    """Wait until the application itself answers again."""
    until = time.monotonic() + 10
    while all_of.ask("/search/?q=x")[0] != 200:
        assert time.monotonic() < until, "the application stays away"
        time.sleep(0.1)


def _row(name: str, done: int, failed: int) -> Row:
    return Row(
        name=f"{name}-failed",
        value=failed,
        unit="requests",
        baseline=done,
        ratio=failed / done,
        bound=0,
        holds=not failed,
    )


def _wait_for(url: str) -> None:
    """Wait until the server answers: only then can it be stopped in an orderly way."""
    until = time.monotonic() + 60
    while True:
        try:
            psycopg.connect(url).close()
        except psycopg.OperationalError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def _script(folder: Path, pages: list[str]) -> Path:
    """Write what has wrk ask for the pages by turns, as the site's readers do."""
    listed = ", ".join(f'"{page}"' for page in pages)
    script = folder / "pages.lua"
    script.write_text(
        f"local pages = {{{listed}}}\nlocal turn = 0\n"
        f'wrk.headers["Host"] = "{PUBLIC}"\nwrk.headers["Accept-Encoding"] = "gzip"\n'
        'request = function() turn = turn % #pages + 1; return wrk.format("GET", pages[turn]) end\n'
    )
    return script


def _load(all_of: Standing, script: Path) -> subprocess.Popen[str]:
    command = ["wrk", "-c", "32", "-t", "1", "-d", f"{_SECONDS}s", "--timeout", "10", "--latency"]
    asked = ["-s", str(script), f"http://127.0.0.1:{all_of.port}"]
    return subprocess.Popen([*command, *asked], stdout=subprocess.PIPE, text=True)
