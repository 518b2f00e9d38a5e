"""What nginx keeps a page by, asked of the real nginx."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs

import pytest
from django.urls import resolve

from releases.record.caching import KINDS, Life, kind_of
from tests.nginx import DEPLOY, NGINX, running
from tests.ports import free_port
from tests.record.walking import addresses

pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed")
NAMES = sorted({name for kind in KINDS.values() for name in kind.asked or ()})


def _asked(tmp_path: Path, said: str, requests: list[tuple[str, dict[str, str]]]) -> list[str]:
    """Return what nginx makes of ``said`` for each path and headers."""
    port = free_port()
    place = f'server {{ listen 127.0.0.1:{port}; location / {{ return 200 "{said}"; }} }}'
    found = []
    with running(tmp_path, f"include {DEPLOY}/asked.conf;\n{place}", port) as connection:
        for number, (path, headers) in enumerate(requests):
            if number % 500 == 499:
                # It takes a thousand of one connection.
                connection.close()
            connection.request("GET", path, headers=headers)
            found.append(connection.getresponse().read().decode())
    return found


def test_a_page_is_kept_by_the_parameters_it_knows(tmp_path: Path) -> None:
    query = "&".join(f"{name}={number}" for number, name in enumerate([*NAMES, "utm_source"]))
    # Asked of the application each time, with all that it is asked.
    kept = {
        path: kind.asked
        for path in dict.fromkeys(
            one.partition("?")[0]
            for one in addresses(releases=["20260329-1"], people=["11"], media=["a.webp"])
        )
        if (kind := kind_of(resolve(path.removeprefix("/en"))))
        and kind.asked is not None
        and kind.life is not Life.LIVE
    }
    assert len(kept) > 50
    told = _asked(tmp_path, "$portal_path$portal_query", [(f"{path}?{query}", {}) for path in kept])
    names = [frozenset(parse_qs(one.partition("?")[2])) for one in told]
    assert dict(zip(kept, names, strict=True)) == kept
    assert [one.partition("?")[0] for one in told] == [*kept]


def test_nothing_else_is_in_it(tmp_path: Path) -> None:
    evil = {"Host": "evil.example", "Cookie": "a=b", "X-Forwarded-Host": "evil.example"}
    asked = [
        "/releases/?page=2&year=2026",
        "/releases/?utm_source=x&year=2026&page=2&page=3",
        "/releases/?from=singlemessage",
        "/%72eleases/?page=2",
        "/releases/..%2f?page=2",
        "/nothing/?page=2",
    ]
    assert _asked(tmp_path, "$portal_path$portal_query", [(path, evil) for path in asked]) == [
        "/releases/?page=2&year=2026",
        "/releases/?page=2&year=2026",
        "/releases/",
        "/%72eleases/?page=2",
        "/releases/..%2f",
        "/nothing/",
    ]


def test_there_are_two_forms_of_a_page(tmp_path: Path) -> None:
    sent = {
        "gzip, deflate, br, zstd": "gzip",
        "gzip": "gzip",
        "br;q=1.0, GZIP;q=0.8": "gzip",
        "gzip;q=0.001": "gzip",
        "gzip;q=0": "",
        "gzip; q=0.000, br": "",
        "br": "",
        "identity": "",
        "xgzip": "",
    }
    told = _asked(tmp_path, "$portal_encoding", [("/", {"Accept-Encoding": one}) for one in sent])
    assert dict(zip(sent, told, strict=True)) == sent
