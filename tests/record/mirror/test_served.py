"""The copy alone, carried elsewhere, behind the real nginx: every address, every link."""

from __future__ import annotations

import re
import shutil
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urldefrag, urljoin

import lxml.html
import pytest
from django.conf import settings
from django.test import Client

from portal.front import SAID_IN_FRONT
from releases.record.mirror import addresses_of_site
from releases.record.mirror.elsewhere import INSTEAD, NOT_FOUND
from releases.record.sitemaps import SITEMAPS
from releases.record.views import chain, lists
from tests.nginx import DEPLOY, NGINX, running
from tests.ports import free_port
from tests.record.mirror.copying import copy_in, entries, everything, served
from tests.record.walking import content_of

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("without_pdf"),
    pytest.mark.sqlite,
    pytest.mark.skipif(NGINX is None, reason="nginx is not installed"),
]

# What only the site itself can answer; with what is asked, for the API has addresses that are kept.
LIVE = re.compile(
    r"(?:/en)?/(?:search|verify)/|/verify\.json|/api/v1/(?:releases|turns|questions|people|search)$"
)
_LINKS = ("href", "src", "action", "data-worker")


def get(connection: HTTPConnection, url: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    connection.request(method, url, b"text=x" if method == "POST" else None, {"Accept-Encoding": "identity"})
    response = connection.getresponse()
    return response.status, dict(response.getheaders()), response.read()


def links(url: str, media_type: str, content: bytes) -> set[str]:
    """Return where an answer leads on the site itself."""
    if media_type.startswith("text/html"):
        elements = [*lxml.html.fromstring(content).iter()]
        found = {element.get(name, "") for element in elements for name in _LINKS if element.get(name)}
        found |= {
            one.split()[0]
            for element in elements
            if element.get("srcset")
            for one in element.get("srcset", "").split(",")
        }
    elif re.search(r"[/+]xml|feed|calendar", media_type):
        found = set(re.findall(rf'{settings.SITE_URL}[^\s"<>\\]*', content.decode().replace("\r\n ", "")))
    else:
        return set()
    ours = (urldefrag(urljoin(f"{settings.SITE_URL}{url}", one))[0] for one in found)
    return {one.removeprefix(settings.SITE_URL) or "/" for one in ours if one.startswith(settings.SITE_URL)}


def test_a_carried_copy_answers_as_the_site_and_no_link_leads_nowhere(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything()
    # Lists, sitemaps and the chain go on for a second page, and further.
    monkeypatch.setattr(lists, "PAGE_SIZE", 1)
    monkeypatch.setattr(SITEMAPS["releases"], "limit", 1)
    for module in (chain, addresses_of_site):
        monkeypatch.setattr(module, "LINKS_A_PAGE", 3)
    copy_in(tmp_path / "copy")
    # Only what is served, as somebody carries it to another network.
    carried = tmp_path / "elsewhere" / "site"
    shutil.copytree(served(tmp_path / "copy"), carried, symlinks=True)
    port = free_port()
    conf = (DEPLOY / "mirror.conf").read_text()
    conf = conf.replace("127.0.0.1:8081", f"127.0.0.1:{port}").replace(
        "/srv/portal/mirror/current", str(carried)
    )
    (tmp_path / "nginx/portal").mkdir(parents=True)
    shutil.copy(DEPLOY / "headers.conf", tmp_path / "nginx/portal")
    with running(tmp_path / "nginx", conf, port) as connection:
        kept = list(entries(carried))
        seen: dict[str, int] = {}
        waiting = {"/", "/en/", "/robots.txt", "/sitemap.xml", "/worker.js"}
        for entry in kept:
            if entry.url in (*INSTEAD, *NOT_FOUND):
                continue
            status, headers, content = get(connection, entry.url)
            live = client.get(entry.url)
            said = (
                live.status_code,
                live.headers["Content-Type"],
                live.headers.get("Location"),
                content_of(live),
            )
            location = headers.get("Location")
            media_type = live.headers["Content-Type"] if location else headers["Content-Type"]
            answered = (status, media_type, location, b"" if location else content)
            assert answered == said, entry.url
            for name in (*SAID_IN_FRONT, "Cross-Origin-Resource-Policy"):
                assert headers[name] == live.headers.get(name, headers[name]), entry.url
        while waiting:
            url = waiting.pop()
            seen[url], headers, content = get(connection, url)
            waiting |= links(url, headers["Content-Type"], content) - seen.keys()
        wrong = {url: status for url, status in seen.items() if status not in (200, 302, 410)}
        assert {url: status for url, status in wrong.items() if not LIVE.match(url)} == {}
        assert {*wrong.values()} == {503}
        assert len(seen) > 150
        assert {"/releases/?page=2", "/en/releases/?page=2", "/sitemap-releases.xml?p=2"} < seen.keys()
        _asks_for_what_is_not_kept(connection)
    assert "crit" not in (tmp_path / "nginx" / "error.log").read_text()


def _asks_for_what_is_not_kept(connection: HTTPConnection) -> None:
    html, problem = "text/html; charset=utf-8", "application/problem+json"
    for url, method, status, media_type, words in (
        ("/search/?q=x", "GET", 503, html, "现在不能检索"),
        ("/en/search/", "GET", 503, html, "A static copy"),
        ("/verify/", "POST", 503, html, "现在不能核对引文"),
        ("/verify.json", "POST", 503, problem, "静态副本"),
        ("/api/v1/search?q=x", "GET", 503, problem, "静态副本"),
        ("/releases/?words=x", "GET", 503, html, "现在不能这样筛选"),
        ("/releases/?year=../../manifest", "GET", 503, html, "现在不能这样筛选"),
        ("/releases/20260329-1.pdf", "GET", 503, html, "现在没有这个文件"),
        ("/releases/?words=&page=1&year=2026&utm=x", "GET", 200, html, "2026"),
        ("/releases/?page=9", "GET", 503, html, "现在不能这样筛选"),
        ("/record/chain.json?after=3", "GET", 200, "application/json", "record-chain/1"),
        ("/nothing/", "GET", 404, html, "没有找到这个页面"),
        ("/en/nothing/", "GET", 404, html, "Page not found"),
        ("/manifest.json", "GET", 404, html, "没有找到这个页面"),
        ("/q/20260329-1/t99", "GET", 404, html, "没有找到这个页面"),
    ):
        found, headers, content = get(connection, url, method)
        assert (found, headers["Content-Type"]) == (status, media_type), url
        assert words in content.decode(), url
        assert headers.get("Retry-After") == ("60" if status == 503 else None)
        assert headers["X-Content-Type-Options"] == "nosniff"
    assert get(connection, "/en/releases")[1]["Location"] == "/en/releases/"
