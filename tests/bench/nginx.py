"""What a hot release page costs behind nginx, against nginx serving the same bytes from a file.

The same process of nginx, the same compressed bytes, the same connections, by turns; with TLS, without which nobody
is answered. The page is kept for a second at a time, and then asked for again behind it.
"""

from __future__ import annotations

import re
import statistics
import subprocess
from collections.abc import Mapping

from tests.bench._front import Front, can_stand, front
from tests.bench.row import Row
from tests.deploy.standing import PUBLIC
from tests.nginx import free_port

ROUNDS, SECONDS, CONNECTIONS = 7, 5, 32
RATE, SLOWEST = 0.9, 2.0
_FILE = "page.html"
_HEADERS = {"Host": PUBLIC, "Accept-Encoding": "gzip"}
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
_SLOWEST = re.compile(r"99%\s+([\d.]+)(us|ms|s)")
_MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1000.0}


def run() -> list[Row]:
    """Ask for both by turns and compare the medians."""
    if not can_stand():
        return []
    port = free_port()
    # As anybody would serve a file that was compressed beforehand.
    also = (
        f"server {{ listen 127.0.0.1:{port} ssl; include portal/tls.conf; root FOLDER/file; "
        "types { text/html html; } gzip_static on; gzip_vary on; }"
    )
    with front(5, mirrored=False, secure=True, also=also) as stands:
        return _rows(stands, port) if stands else []


def _rows(stands: Front, port: int) -> list[Row]:
    page = f"https://127.0.0.1:{stands.standing.port}/releases/{stands.releases[0]}/"
    file = f"https://127.0.0.1:{port}/{_FILE}"
    body = _fetched(page, _HEADERS)
    folder = stands.folder / "file"
    folder.mkdir()
    (folder / _FILE).write_bytes(_fetched(page, {"Host": PUBLIC}))
    (folder / f"{_FILE}.gz").write_bytes(body)
    assert _fetched(file, _HEADERS) == _fetched(page, _HEADERS)
    rounds = [(_asked(page), _asked(file)) for _ in range(ROUNDS)]
    (rate, slowest), (file_rate, file_slowest) = (
        tuple(statistics.median(one[side][what] for one in rounds) for what in (0, 1)) for side in (0, 1)
    )
    return [
        _row("nginx-hot", rate, "per s", file_rate, RATE, holds=rate >= RATE * file_rate),
        _row("nginx-hot-p99", slowest, "ms", file_slowest, SLOWEST, holds=slowest <= SLOWEST * file_slowest),
    ]


def _row(name: str, value: float, unit: str, baseline: float, bound: float, *, holds: bool) -> Row:
    return Row(
        name=name, value=value, unit=unit, baseline=baseline, ratio=value / baseline, bound=bound, holds=holds
    )


def _fetched(url: str, headers: Mapping[str, str]) -> bytes:
    asked = [part for name, value in headers.items() for part in ("-H", f"{name}: {value}")]
    return subprocess.run(["curl", "-skf", *asked, url], check=True, capture_output=True).stdout


def _asked(url: str) -> tuple[float, float]:
    """Return the requests a second, and the milliseconds that the slowest of a hundred took."""
    headers = [part for name, value in _HEADERS.items() for part in ("-H", f"{name}: {value}")]
    load = ["wrk", "-c", str(CONNECTIONS), "-t", "1", "-d", f"{SECONDS}s", "--latency", *headers, url]
    told = subprocess.run(load, check=True, capture_output=True, text=True).stdout
    rate, slowest = _RATE.search(told), _SLOWEST.search(told)
    if not rate or not slowest or "Non-2xx" in told:
        raise RuntimeError(told)
    return float(rate[1]), float(slowest[1]) * _MILLISECONDS[slowest[2]]
