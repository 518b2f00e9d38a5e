from __future__ import annotations

import gzip
from dataclasses import replace
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.record.models import Section
from releases.record.publishing import publish, withdraw
from tests.record.keeping.redis_server import RedisServer
from tests.record.making import DOCUMENT, no_files, release_of

pytestmark = pytest.mark.django_db

ADDRESSES = ("/releases/20260329-1/", "/en/releases/20260329-1/")


def fresh(settings: Settings, address: str) -> bytes:
    """Return the page as a site shows it that keeps nothing."""
    room, settings.KEPT_PAGES_BYTES = settings.KEPT_PAGES_BYTES, 0
    content: bytes = Client().get(address).content
    settings.KEPT_PAGES_BYTES = room
    return content


def test_a_page_on_a_kept_body_is_the_page_whatever_changes(settings: Settings, kept: Client) -> None:
    def publish_again(title: str) -> None:
        document = replace(DOCUMENT, title=title)
        publish(document=document, files=no_files, by="签发人", note="更正", release_id="20260329-1")

    before = {address: fresh(settings, address) for address in ADDRESSES}
    for change in (
        release_of,
        release_of,
        lambda: withdraw(release_id="20260329-2", reason="有误", by="签发人"),
        lambda: Section.objects.filter(path="jdhy").update(name="新名称"),
        lambda: Section.objects.filter(path="jdhy/xwfbh").update(keywords="新关键词"),
        lambda: publish_again("<!-- related -->"),
        release_of,
        lambda: withdraw(release_id="20260329-1", reason="有误", by="签发人"),
        lambda: publish_again("恢复"),
    ):
        change()
        for address in ADDRESSES:
            page = fresh(settings, address)
            assert page != before[address]
            before[address] = page
            assert kept.get(address).content == page
            if b"related" in page:
                compressed = kept.get(address, headers={"accept-encoding": "gzip"})
                assert compressed.headers["Content-Encoding"] == "gzip"
                assert gzip.decompress(compressed.content) == page


def test_what_is_asked_from_paper_is_not_taken_from_a_body(settings: Settings, kept: Client) -> None:
    release_of()
    plain = kept.get(ADDRESSES[0]).content
    printed = kept.get(f"{ADDRESSES[0]}?printed=1").content
    assert printed == fresh(settings, f"{ADDRESSES[0]}?printed=1") != plain


def test_a_body_is_shared_and_outlives_a_publication(
    tmp_path: Path, settings: Settings, kept: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release_of()
    with RedisServer(tmp_path) as server:
        settings.CACHE_URL = server.url
        first = Client()
        first.get(ADDRESSES[0])
        release_of()
        page = fresh(settings, ADDRESSES[0])
        with server.client() as client:
            names = client.dbsize()
        # A revision that is read at every look is read twice where a page of the last one is still there.
        for reader, queries in ((Client(), 3), (first, 4)):
            with django_assert_num_queries(queries):
                assert reader.get(ADDRESSES[0]).content == page
            Section.objects.filter(path="jdhy").update(position=1)
        with server.client() as client:
            # The pages of two more revisions, and no other body.
            assert client.dbsize() == names + 2
    assert kept.get(ADDRESSES[0]).content == page
