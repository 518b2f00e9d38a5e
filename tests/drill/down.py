"""The application and PostgreSQL killed while readers read published pages through nginx: none of them is told.

``NUMBER`` is how many requests there are, in the environment.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import psycopg

from tests.bench._front import Front, can_stand, front
from tests.bench.row import Row
from tests.deploy.standing import PUBLIC, Standing
from tests.drill._outages import kill, start

NUMBER = int(os.environ.get("NUMBER", "1000000"))
RELEASES = 5
# Seconds of each load, and how far into the first of them all is killed.
_SECONDS, _KILLED = 10, 4
_DONE = re.compile(r"(\d+) requests in")
_FAILED = re.compile(r"Non-2xx or 3xx responses: (\d+)|Socket errors: (.*)")


def run() -> list[Row]:
    """Count the requests that failed."""
    if not can_stand():
        return []
    with front(RELEASES, mirrored=True) as stands:
        return [_row(stands)] if stands else []


def _row(stands: Front) -> Row:
    all_of, folder, url, releases = stands
    pages = ["/", "/releases/", *(f"{way}/releases/{pk}/" for pk in releases for way in ("", "/en"))]
    assert {all_of.ask(page)[0] for page in pages} == {200}
    script = _script(folder, pages)
    done = failed = 0
    while done < NUMBER:
        with _load(all_of, script) as load:
            if not done:
                time.sleep(_KILLED)
                all_of.kill_application()
                kill(folder / "postgresql")
            told, _ = load.communicate()
        counted = _DONE.search(told)
        assert counted, told
        done += int(counted[1])
        for status, errors in _FAILED.findall(told):
            failed += int(status or 0) + sum(map(int, re.findall(r"\d+", errors)))
        sys.stderr.write(f"\r{done} of {NUMBER} requests, {failed} failed")
    assert {all_of.ask(page)[0] for page in pages} == {200}
    assert all_of.ask("/search/?q=x")[0] == 503
    start(folder / "postgresql")
    _wait_for(url)
    sys.stderr.write("\n")
    return Row(
        name="down-failed",
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
    command = ["wrk", "-c", "32", "-t", "1", "-d", f"{_SECONDS}s", "--timeout", "10", "-s", str(script)]
    return subprocess.Popen([*command, f"http://127.0.0.1:{all_of.port}"], stdout=subprocess.PIPE, text=True)
