from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from releases.record.views import offline

ROOT = Path(__file__).resolve().parents[3]


def version(client: Client) -> str:
    """Return what the worker calls itself."""
    return client.get("/worker.js").content.decode().partition("\n")[0]


def shell(client: Client) -> list[str]:
    """Return what the worker keeps before anything is read."""
    found = re.search(r"^const SHELL = (.*);$", client.get("/worker.js").content.decode(), re.MULTILINE)
    assert found is not None
    kept: list[str] = json.loads(found[1])
    return kept


def test_offline_page_says_what_is_kept(client: Client) -> None:
    html = client.get("/offline/").content.decode()
    assert "最近读的 30 页，连同照片最多 40 MB" in html
    assert '<link rel="canonical" href="https://news.example.gov.cn/offline/">' in html


def test_worker_is_a_script_that_is_asked_for_anew(client: Client) -> None:
    response = client.get("/worker.js")
    headers = {name: response.headers.get(name) for name in ("Content-Type", "Cache-Control", "Vary")}
    assert headers == {
        "Content-Type": "text/javascript; charset=utf-8",
        "Cache-Control": "no-cache",
        "Vary": None,
    }
    assert response.cookies == {}
    assert "default-src 'none'; script-src 'self'" in response.headers["Content-Security-Policy"]
    again = client.get("/worker.js", headers={"if-none-match": response.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_worker_names_its_version_and_its_limits(client: Client) -> None:
    script = client.get("/worker.js").content.decode()
    assert re.match(r'const VERSION = "[0-9a-f]{12}";\n', script)
    assert "const MOST_PAGES = 30;\nconst MOST_BYTES = 40 * 1024 * 1024;\n" in script


def test_worker_keeps_its_page_and_every_file_of_the_site(client: Client) -> None:
    names = sorted(file.name for file in (ROOT / "static" / "site").iterdir())
    assert shell(client) == ["/offline/", "/en/offline/", *(f"/static/site/{name}" for name in names)]
    html = client.get("/offline/").content.decode()
    shown_with = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))
    assert len(shown_with) == 4
    assert shown_with <= set(shell(client))


def test_worker_keeps_hashed_addresses_where_there_are_any(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.STATIC_ROOT = tmp_path
    paths = {
        f"site/{file.name}": f"site/{file.stem}.0123456789ab{file.suffix}"
        for file in (ROOT / "static" / "site").iterdir()
    }
    manifest = {"version": "1.1", "hash": "", "paths": paths}
    (tmp_path / "staticfiles.json").write_text(json.dumps(manifest))
    (tmp_path / "site").mkdir()
    for name, hashed in paths.items():
        (tmp_path / hashed).write_bytes((ROOT / "static" / name).read_bytes())
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "portal.static.StaticFilesStorage"},
    }
    assert "/static/site/kept.0123456789ab.js" in shell(client)


def test_version_follows_the_files_the_page_and_the_limits(
    client: Client, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = version(client)
    assert version(client) == first
    monkeypatch.setattr(offline, "MOST_PAGES", 31)
    limits = version(client)
    settings.SITE_NAME = "另一个城市"
    page = version(client)
    settings.SITE_NAME_EN = "Another city"
    in_english = version(client)
    (tmp_path / "site").mkdir()
    for file in (ROOT / "static" / "site").iterdir():
        (tmp_path / "site" / file.name).write_bytes(file.read_bytes())
    settings.STATICFILES_DIRS = [tmp_path]
    copied = version(client)
    (tmp_path / "site" / "site.css").write_text("/* another */")
    changed = version(client)
    assert len({first, limits, page, in_english, changed}) == 5
    assert copied == in_english
