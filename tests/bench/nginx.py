"""What a hot release page costs behind nginx, against nginx serving the same bytes from a file.

The same process of nginx, the same compressed bytes with the same headers before them, the same connections, by turns;
with TLS, without which nobody is answered, and each request logged. The page is kept for a second at a time, and
then asked for again behind it. What a file without those headers would
take is said beside, and how many readers are served that make a connection each.
"""

from __future__ import annotations

import os
import re
import signal
import statistics
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from tests.bench._front import Front, can_stand, front
from tests.bench.row import Row
from tests.deploy.standing import PUBLIC
from tests.ports import free_port

ROUNDS, SECONDS, CONNECTIONS = 9, 5, 32
RATE, SLOWEST = 0.9, 2.0
_FILE = "page.html"
# As anybody would serve a file that was compressed beforehand.
_SERVER = """
server {{
    listen 127.0.0.1:{port} ssl;
    include portal/tls.conf;
    root FOLDER/file;
    gzip_static on;
    gzip_vary on;
    server_tokens off;
    {more}
}}
"""
_BARE = "types { text/html html; }"
# The headers of the page are written when it is there.
_ALIKE = 'types { "text/html; charset=utf-8" html; } include portal/headers.conf; include FOLDER/file*.conf;'
_SAID = ("Cache-Control", "Cross-Origin-Resource-Policy", "Link")
_OWN = ("date", "etag", "last-modified")
_HEADERS = {"Host": PUBLIC, "Accept-Encoding": "gzip"}
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_SLOWEST = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


class Asked(NamedTuple):
    """Requests a second, and the milliseconds that the slowest of a hundred took."""

    rate: float
    slowest: float


def run() -> list[Row]:
    """Ask for both by turns."""
    if not can_stand():
        return []
    alike, bare = free_port(), free_port()
    also = _SERVER.format(port=alike, more=_ALIKE) + _SERVER.format(port=bare, more=_BARE)
    with front(5, mirrored=False, secure=True, also=also) as stands:
        return _rows(stands, alike, bare) if stands else []


def _rows(stands: Front, alike: int, bare: int) -> list[Row]:
    page = f"https://127.0.0.1:{stands.standing.port}/releases/{stands.releases[0]}/"
    file, without = (f"https://127.0.0.1:{port}/{_FILE}" for port in (alike, bare))
    _written(stands.folder, page, file)
    rounds = [(_asked(page), _asked(file), _asked(without)) for _ in range(ROUNDS)]
    plain = statistics.median(page.rate / without.rate for page, _, without in rounds)
    sys.stderr.write(f"nginx-hot: {plain:.2f} of a file without headers\n")
    new = statistics.median(_asked(page, Connection="close").rate for _ in range(3))
    sys.stderr.write(f"nginx-hot: {new:.0f} a second to readers who come for the first time\n")
    rates = [(page.rate, file.rate) for page, file, _ in rounds]
    slowest = [(page.slowest, file.slowest) for page, file, _ in rounds]
    return [
        _row("nginx-hot", "per s", rates, RATE, most=False),
        _row("nginx-hot-p99", "ms", slowest, SLOWEST, most=True),
    ]


def _written(folder: Path, page: str, file: str) -> None:
    """Write what the page is as a file, and have nginx say of it what is said of the page."""
    (folder / "file").mkdir()
    (folder / "file" / _FILE).write_bytes(_fetched(page, {"Host": PUBLIC}))
    (folder / "file" / f"{_FILE}.gz").write_bytes(_fetched(page, _HEADERS))
    said = _said(page)
    (folder / "file.conf").write_text("".join(f"add_header {name} '{said[name]}';\n" for name in _SAID))
    os.kill(int((folder / "nginx/pid").read_text()), signal.SIGHUP)
    until = time.monotonic() + 10
    while _said(file) != said:
        assert time.monotonic() < until, (_said(file), said)
        time.sleep(0.1)
    assert _fetched(file, _HEADERS) == _fetched(page, _HEADERS)


def _said(url: str) -> dict[str, str]:
    """Return the headers, but for those that say when, and which of two it is."""
    options = ["--http1.1", "-skfI", *_options(_HEADERS)]
    told = subprocess.run(["curl", *options, url], check=True, capture_output=True, text=True).stdout
    headers = dict(line.split(": ", 1) for line in told.splitlines()[1:] if line)
    return {name.title(): value for name, value in headers.items() if name.lower() not in _OWN}


def _row(name: str, unit: str, rounds: list[tuple[float, float]], bound: float, *, most: bool) -> Row:
    """Compare within each round: what else the machine does, it does to both."""
    ratio = statistics.median(page / file for page, file in rounds)
    value, baseline = (statistics.median(one[side] for one in rounds) for side in (0, 1))
    holds = ratio <= bound if most else ratio >= bound
    return Row(name=name, value=value, unit=unit, baseline=baseline, ratio=ratio, bound=bound, holds=holds)


def _fetched(url: str, headers: Mapping[str, str]) -> bytes:
    return subprocess.run(["curl", "-skf", *_options(headers), url], check=True, capture_output=True).stdout


def _options(headers: Mapping[str, str]) -> list[str]:
    return [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]


def _asked(url: str, **headers: str) -> Asked:
    load = [*f"wrk -c {CONNECTIONS} -t 1 -d {SECONDS}s --latency".split(), *_options(_HEADERS | headers), url]
    told = subprocess.run(load, check=True, capture_output=True, text=True).stdout
    rate, slowest = _RATE.search(told), _SLOWEST.search(told)
    if not rate or not slowest or "Non-2xx" in told:
        raise RuntimeError(told)
    return Asked(float(rate[1]), float(slowest[1]) * _MILLISECONDS[slowest[2]])
