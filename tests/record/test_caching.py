"""How long each answer may live, over every public address and what stands beside them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from django.utils import translation
from pytest_django.fixtures import Settings

from releases.photos import master_name
from releases.record import file_urls, urls
from releases.record.caching import KINDS, MISSING, PRIVATE, Kind, Life, kind_of, say
from releases.record.filing import file
from releases.record.keeping import stamp
from releases.record.models import Department, Question, Topic
from releases.record.publishing import withdraw
from tests.record.making import DOCUMENT, picture, release_of, with_photo
from tests.record.walking import addresses, content_of

pytestmark = pytest.mark.django_db

# Word for word, by an answer of each kind.
SAID = {
    "/releases/20260329-1/": "s-maxage=1, stale-while-revalidate=1, stale-if-error=1, max-age=0",
    "/releases/20260329-1/v1.txt": "s-maxage=1, stale-while-revalidate=1, stale-if-error=1, max-age=3600",
    "/api/v1/releases": "no-cache",
    "/verify/": "no-store, private",
    "/releases/20260329-2/": "s-maxage=1, max-age=0",
}


@pytest.fixture
def walked() -> list[str]:
    """Publish and withdraw; return every public address, one of each kind that leads somewhere and others."""
    master = picture()
    Department.objects.create(slug="department", name="市行政审批局")
    topic = Topic.objects.create(slug="topic", name="开办企业")
    first = release_of(with_photo(DOCUMENT, master), master)
    withdrawn = release_of()
    withdraw(release_id=withdrawn.pk, reason="有误", by="签发人")
    file(question=Question.objects.get(), topics=[topic], seen=())
    found = addresses(
        releases=[first.pk, withdrawn.pk],
        versions=(1,),
        people=["12"],
        media=[master_name(master.digest)],
        words=("企业",),
    )
    return [one for one in found if not one.endswith((".pdf", ".zip"))]


def test_every_public_address_has_its_kind() -> None:
    names = {f"record:{pattern.name}" for pattern in urls.urlpatterns}
    assert {*KINDS} == names | {f"files:{pattern.name}" for pattern in file_urls.urlpatterns}


def test_every_public_answer_says_how_long_it_may_live(
    walked: list[str], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.KEPT_PAGES_BYTES = 64 * 1024 * 1024
    monkeypatch.setattr(stamp, "FRESH", -1.0)
    client, statuses, said = Client(), set(), dict[str, str]()
    for address in walked:
        with translation.override("en" if address.startswith("/en/") else "zh-hans"):
            kind = kind_of(resolve(address.partition("?")[0]))
        response = client.get(address, headers={"accept-encoding": "gzip", "cookie": "sessionid=x; a=b"})
        content_of(response)
        statuses.add(response.status_code)
        told = said[address] = response.headers["Cache-Control"]
        assert response.cookies == {}, address
        assert "Cookie" not in response.headers.get("Vary", ""), address
        assert kind is not None, address
        if response.status_code in (404, 410) and kind.life is not Life.LIVE:
            assert told == MISSING, address
            continue
        assert told == kind.life.value, address
        if response.status_code != 200 or kind.life is Life.PRIVATE:
            continue
        etag = response.headers["ETag"]
        assert not etag.startswith("W/"), address
        assert not kind.tagged or "Last-Modified" in response.headers, address
        with CaptureQueriesContext(connection) as queries:
            again = client.get(address, headers={"accept-encoding": "gzip", "if-none-match": etag})
        assert (again.status_code, content_of(again), again.headers["ETag"]) == (304, b"", etag), address
        assert again.headers["Cache-Control"] == told, address
        # The API has validators of its own, which tell of less than everything.
        assert len(queries) <= 1 or address.startswith("/api/"), address
    assert statuses == {200, 302, 404, 410}
    assert {address: said[address] for address in SAID} == SAID


def _answers() -> Iterator[tuple[int, Kind | None, bool, str]]:
    record, live, private = Kind(), Kind(life=Life.LIVE), Kind(life=Life.PRIVATE)
    for status in (200, 206, 302, 304):
        yield status, record, True, Life.RECORD.value
        yield status, private, True, PRIVATE
        yield status, None, True, PRIVATE
    for status in (404, 410):
        yield status, record, True, MISSING
        yield status, None, True, PRIVATE
        yield status, private, True, PRIVATE
        yield status, live, True, "no-cache"
    for status in (301, 404):
        yield status, None, False, MISSING
    for status in (400, 405, 412, 429, 500, 503):
        yield status, record, True, PRIVATE
        yield status, None, False, PRIVATE
    yield 400, live, True, "no-cache"
    yield 500, live, True, PRIVATE


@pytest.mark.parametrize(("status", "kind", "found", "told"), [*_answers()])
def test_what_failed_or_is_private_is_kept_by_nobody(
    status: int,
    kind: Kind | None,
    found: bool,  # noqa: FBT001  (a parameter)
    told: str,
) -> None:
    response = HttpResponse(status=status)
    say(response, kind, found=found)
    assert response.headers["Cache-Control"] == told


def test_what_says_more_of_itself_keeps_it() -> None:
    response = HttpResponse(
        headers={"Cache-Control": "max-age=0, no-cache, no-store, must-revalidate, private"}
    )
    say(response, None, found=True)
    assert response.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
