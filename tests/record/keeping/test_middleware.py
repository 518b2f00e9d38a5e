from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.photos import master_name
from releases.record import caching
from releases.record.keeping import stamp
from releases.record.keeping.middleware import KeptPages
from releases.record.models import Section
from releases.record.publishing import publish, withdraw
from tests.record.keeping.redis_server import RedisServer
from tests.record.making import DOCUMENT, files_of, no_files, picture, release_of, several, with_photo
from tests.record.walking import content_of

pytestmark = pytest.mark.django_db

RELEASE = "/releases/20260329-1/"


def correct(title: str) -> None:
    """Publish the release with another title."""
    document = replace(DOCUMENT, title=title)
    publish(document=document, files=no_files, by="签发人", note="更正", release_id="20260329-1")


def test_a_page_is_made_once_and_again_after_a_change(
    kept: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release_of()
    first = kept.get(RELEASE)
    with django_assert_num_queries(1):
        again = kept.get(RELEASE)
    assert (again.content, dict(again.items())) == (first.content, dict(first.items()))
    correct("更正后的标题")
    changed = kept.get(RELEASE)
    assert "更正后的标题" in changed.content.decode()
    assert changed.headers["ETag"] != first.headers["ETag"]
    withdraw(release_id="20260329-1", reason="有误", by="签发人")
    assert kept.get(RELEASE).status_code == 410


@pytest.mark.parametrize(
    ("address", "compressed"),
    [
        ("/releases/", ["compress"]),
        # What is before the related releases, what is after them, and they themselves.
        (RELEASE, ["compressobj", "compressobj", "compressobj"]),
    ],
)
def test_a_page_is_compressed_once(
    address: str, compressed: list[str], kept: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    called: list[str] = []

    def counting(compress: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*values: object, **options: object) -> object:
            called.append(compress.__name__)
            return compress(*values, **options)

        return counted

    monkeypatch.setattr(gzip, "compress", counting(gzip.compress))
    monkeypatch.setattr(zlib, "compressobj", counting(zlib.compressobj))
    release_of()
    first, again = (kept.get(address, headers={"accept-encoding": "gzip"}) for _ in range(2))
    assert called == compressed
    assert again.headers["Content-Encoding"] == "gzip"
    assert again.content == first.content
    assert gzip.decompress(again.content) == kept.get(address).content


def test_a_hot_page_asks_the_database_nothing(
    kept: Client, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    monkeypatch.setattr(stamp, "FRESH", 60.0)
    release_of()
    etag = kept.get(RELEASE).headers["ETag"]
    with django_assert_num_queries(0):
        for query in ("", "?utm_source=wechat", "?from=singlemessage&isappinstalled=0"):
            assert kept.get(f"{RELEASE}{query}").headers["ETag"] == etag
            assert kept.head(f"{RELEASE}{query}").content == b""
            assert kept.get(f"{RELEASE}{query}", headers={"if-none-match": etag}).status_code == 304


def test_parameters_that_are_not_known_come_to_nobody(kept: Client) -> None:
    several(21)
    plain = kept.get("/releases/")
    assert kept.get("/releases/?utm_source=x").content == plain.content
    second = kept.get("/releases/?utm_source=x&page=2&year=2026")
    assert second.content != plain.content
    assert "utm_source" not in second.content.decode()
    for query in ("year=2026&page=2", "page=2&year=2026&a=b"):
        again = kept.get(f"/releases/?{query}")
        assert (again.content, again.headers["ETag"]) == (second.content, second.headers["ETag"])


def test_a_page_with_parameters_is_kept_where_the_plain_one_is_not(
    kept: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    several(21)
    second = kept.get("/releases/?page=2")
    with django_assert_num_queries(1):
        assert kept.get("/releases/?page=2&from=x").content == second.content


def test_nothing_of_a_request_but_its_address_gets_into_a_page(settings: Settings, kept: Client) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.example.com"]
    release_of()
    headers = {
        "host": "other.example.com",
        "x-forwarded-host": "evil.example.com",
        "x-forwarded-proto": "https",
        "x-original-url": "/desk/",
        "accept-language": "en",
        "cookie": "sessionid=evil",
        "authorization": "Basic ZXZpbA==",
        "user-agent": "evil",
    }
    for address in (RELEASE, "/", "/releases/", "/sitemap-releases.xml", "/releases/feed/", "/en/"):
        poisoned = kept.get(address, headers=headers)
        plain = Client().get(address)
        assert (poisoned.content, dict(poisoned.items())) == (plain.content, dict(plain.items())), address
        assert kept.get(address).content == plain.content
        assert poisoned.cookies == {}


def test_an_unknown_host_is_refused_a_page_that_is_kept(settings: Settings, kept: Client) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    release_of()
    assert kept.get(RELEASE).status_code == 200
    for _ in range(2):
        refused = kept.get(RELEASE, headers={"host": "evil.example.com"})
        assert (refused.status_code, refused.headers["Cache-Control"]) == (400, "no-store, private")
    assert kept.get(RELEASE).status_code == 200


def test_of_the_hosts_that_are_known_some_are_remembered(kept: Client) -> None:
    release_of()
    pages = KeptPages(lambda _: pytest.fail("nothing is to be made"))
    for port in range(1, 40):
        assert pages._may_read(RequestFactory().get("/", headers={"host": f"testserver:{port}"}))
    assert len(pages.hosts) == 20
    assert not pages._may_read(RequestFactory().get("/", headers={"host": "bad host"}))
    assert kept.get(RELEASE).status_code == 200


@pytest.mark.usefixtures("kept")
def test_what_is_not_the_same_for_all_is_made_each_time() -> None:
    made = list[str]()

    def view(request: HttpRequest) -> HttpResponseBase:
        request.resolver_match = resolve(request.path)
        known = pages.process_view(request)
        if known is not None:
            return known
        made.append(request.path)
        answer = HttpResponse("正文", headers={"Vary": "Cookie"} if request.path == "/topics/" else {})
        if request.path == "/people/":
            answer.set_cookie("sessionid", "x")
        return answer

    pages = KeptPages(view)
    for path in ("/releases/", "/topics/", "/people/") * 2:
        assert pages(RequestFactory().get(path)).status_code == 200
    assert made == ["/releases/", "/topics/", "/people/", "/topics/", "/people/"]


@pytest.mark.usefixtures("kept")
def test_a_page_is_handed_out_by_https_alone_where_that_is_wanted(settings: Settings) -> None:
    release_of()
    settings.SECURE_SSL_REDIRECT, settings.SECURE_HSTS_SECONDS = True, 60
    reader = Client()
    first = reader.get(RELEASE, secure=True)
    again = reader.get(RELEASE, secure=True)
    assert (again.content, dict(again.items())) == (first.content, dict(first.items()))
    assert again.headers["Strict-Transport-Security"] == "max-age=60"
    plain = reader.get(RELEASE)
    assert (plain.status_code, plain.headers["Location"]) == (301, f"https://testserver{RELEASE}")


def test_a_kept_page_bears_the_headers_of_one_that_is_not(kept: Client, settings: Settings) -> None:
    release_of()
    kept.get(RELEASE)
    page = dict(kept.get(RELEASE).items())
    settings.KEPT_PAGES_BYTES = 0
    made = dict(Client().get(RELEASE).items())
    assert {name: page[name] for name in made} == made
    assert sorted(page.keys() - made.keys()) == ["ETag", "Last-Modified", "Vary"]
    assert "Content-Security-Policy" in made


def test_where_the_database_is_away_every_page_says_so_at_once(
    kept: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    release_of()
    kept.get(RELEASE)
    monkeypatch.setattr(stamp, "TRUSTED", -1.0)
    kept.raise_request_exception = False
    with connection.execute_wrapper(_lost):
        answers = [
            kept.get(RELEASE),
            kept.get("/releases/?page=2"),
            kept.get("/en/search/?q=x"),
            kept.post("/verify/", {"text": "x"}),
            kept.get("/api/v1/releases"),
        ]
    assert [answer.status_code for answer in answers] == [503, 503, 503, 503, 500]
    assert {answer.headers.get("Retry-After") for answer in answers[:4]} == {"5"}
    assert "现在取不到内容" in answers[0].content.decode()
    assert "out of reach" in answers[2].content.decode()
    assert answers[4].json()["title"] == "网站故障"
    for answer in answers:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert answer.headers["Cache-Control"] == caching.PRIVATE
    told = [record.getMessage() for record in caplog.records if record.name.startswith("releases")]
    assert told == ["the database is away"]


def test_a_kept_page_has_the_database_looked_for_once(kept: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    release_of()
    kept.get(RELEASE)
    monkeypatch.setattr(stamp, "TRUSTED", -1.0)
    looked: list[None] = []

    def lost(*_: object) -> None:
        looked.append(None)
        raise OperationalError

    with connection.execute_wrapper(lost):
        assert kept.get(RELEASE).status_code == 503
    assert len(looked) == 1


def test_pages_that_are_kept_go_on_while_they_are_trusted(
    kept: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    release_of()
    page = kept.get(RELEASE)
    monkeypatch.setattr(stamp, "FRESH", -1.0)
    monkeypatch.setattr(stamp, "PAUSE", 0.0)
    with connection.execute_wrapper(_lost):
        assert (kept.get(RELEASE).content, kept.get("/topics/").status_code) == (page.content, 503)
    assert (kept.get(RELEASE).content, kept.get("/topics/").status_code) == (page.content, 200)
    told = [record.getMessage() for record in caplog.records if record.name.startswith("releases")]
    assert told == ["the database is away", "the database is back"]


def _lost(*_: object) -> None:
    raise OperationalError


def test_a_file_says_itself_how_long_it_lives(kept: Client) -> None:
    file = kept.get("/static/site/site.css")
    assert (file.status_code, file.headers["Cache-Control"]) == (200, "max-age=60, public")
    file.close()


def test_what_was_not_found_is_not_kept(kept: Client) -> None:
    assert kept.get(RELEASE).status_code == 404
    release_of()
    assert kept.get(RELEASE).status_code == 200


def test_a_part_of_a_file_is_cut_and_not_kept(kept: Client) -> None:
    release_of()
    address = "/releases/20260329-1.json"
    whole = kept.get(address, headers={"accept-encoding": "gzip"})
    text = gzip.decompress(whole.content)
    part = kept.get(address, headers={"range": "bytes=10-19"})
    assert (part.status_code, part.content) == (206, text[10:20])
    assert part.headers["Content-Range"] == f"bytes 10-19/{len(text)}"
    # Whoever has a part of the compressed file is given the whole.
    tags = {"range": "bytes=10-19", "if-range": whole.headers["ETag"]}
    assert kept.get(address, headers=tags).status_code == 200
    assert kept.get(address).content == text
    assert kept.head(address).headers["Content-Length"] == str(len(text))


def test_a_file_that_has_not_changed_needs_not_be_sent_again(kept: Client) -> None:
    release_of()
    address = "/releases/20260329-1.json"
    etag = kept.get(address, headers={"accept-encoding": "gzip"}).headers["ETag"]
    Section.objects.update(position=7)
    again = kept.get(address, headers={"accept-encoding": "gzip", "if-none-match": etag})
    assert (again.status_code, again.headers["ETag"]) == (304, etag)


def test_photos_are_not_copied_into_memory(kept: Client) -> None:
    master = picture()
    release_of(with_photo(DOCUMENT, master), master)
    name = master_name(master.digest)
    address = f"/media/{name}"
    assert content_of(kept.get(address)) == files_of(master)(name)
    with CaptureQueriesContext(connection) as queries:
        content_of(kept.get(address))
    assert len(queries) == 0
    # Nor is the database missed.
    with connection.execute_wrapper(_lost):
        assert kept.get(RELEASE).status_code == 503
        assert content_of(kept.get(address)) == files_of(master)(name)


def test_whoever_has_a_page_is_told_so_before_it_is_made(
    kept: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    several(1)
    etag = kept.get("/releases/").headers["ETag"]
    # Another process, which has made none of it.
    with django_assert_num_queries(1):
        response = Client().get("/releases/", headers={"if-none-match": etag})
    assert (response.status_code, response.headers["ETag"]) == (304, etag)
    assert response.headers["Vary"] == "Accept-Encoding"
    found = kept.get("/search/?q=新闻").headers["ETag"]
    with django_assert_num_queries(1):
        assert Client().get("/search/?q=新闻", headers={"if-none-match": found}).status_code == 304


def test_the_home_page_is_made_anew_each_minute(kept: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    first = kept.get("/").headers["ETag"]
    monkeypatch.setattr(timezone, "now", lambda: now.replace(year=now.year + 1))
    assert kept.get("/").headers["ETag"] != first


def test_pages_of_one_process_are_those_of_all(
    tmp_path: Path, settings: Settings, kept: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release_of()
    with RedisServer(tmp_path) as server:
        settings.CACHE_URL = server.url
        page = kept.get(RELEASE)
        with django_assert_num_queries(1):
            other = Client().get(RELEASE)
        assert (other.content, dict(other.items())) == (page.content, dict(page.items()))
        listed = kept.get("/releases/")
        server.stop()
        assert Client().get("/releases/").content == listed.content
        server.start()


def test_nothing_is_kept_where_no_room_is_given(settings: Settings, kept: Client) -> None:
    settings.KEPT_PAGES_BYTES, settings.CACHE_URL = 0, "redis://127.0.0.1:1/0"
    release_of()
    assert "ETag" not in kept.get(RELEASE).headers
    assert "ETag" not in kept.get(RELEASE).headers
