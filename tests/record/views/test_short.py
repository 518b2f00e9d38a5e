from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.document import Document, Kind, Paragraph, Turn
from releases.record.publishing import publish, withdraw
from tests.record.making import DOCUMENT, no_files, release_of

pytestmark = pytest.mark.django_db

URL = "/releases/20260329-1/"
THANKS = Turn("t5", Kind.STATEMENT, "p1", "闻知秋", blocks=(Paragraph('他说："id":"t9"。'),))
LONGER = replace(DOCUMENT, turns=(*DOCUMENT.turns, THANKS))


def next_version(document: Document) -> None:
    """Publish the next version."""
    publish(document=document, files=no_files, by="签发人", note="更正", release_id="20260329-1")


def withdrawn() -> None:
    """Take the release away."""
    withdraw(release_id="20260329-1", reason="内容有误", by="签发人")


def leads(client: Client, address: str) -> str:
    """Return where the address leads, and see that nobody keeps that."""
    response = client.get(address)
    assert (response.status_code, response.headers["Cache-Control"]) == (302, "no-cache")
    assert not response.cookies
    return response.headers["Location"]


@pytest.mark.parametrize("versions", [1, 3])
def test_a_turn_is_found_where_it_is_now(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, versions: int
) -> None:
    release_of()
    for number in range(1, versions):
        next_version(replace(DOCUMENT, title=f"第{number}次更正"))
    with django_assert_num_queries(2):
        assert leads(client, "/q/20260329-1/t4") == f"{URL}#t4"
    with django_assert_num_queries(2):
        assert leads(client, f"/q/20260329-1/t4?v={versions}") == f"{URL}v{versions}/#t4"


def test_a_turn_that_is_gone_is_found_where_it_was_last(client: Client) -> None:
    release_of(LONGER)
    next_version(replace(LONGER, venue="别处"))
    next_version(DOCUMENT)
    assert leads(client, "/q/20260329-1/t5") == f"{URL}v2/#t5"
    assert leads(client, "/q/20260329-1/t5?v=1") == f"{URL}v1/#t5"
    assert client.get("/q/20260329-1/t5?v=3").status_code == 404


@pytest.mark.parametrize(
    "address",
    [
        "/q/20260329-1/t9",  # somebody's words, and no turn
        "/q/20260329-1/T4",
        "/q/20260329-1/t0",
        "/q/20260329-1/t4/",
        "/q/20260329-1/t4?v=2",
        "/q/20260329-1/t4?v=x",
        "/q/20260329-1/t4?v=0",
        "/q/20260329-1/t4?v=9999999999999999999999",
        "/q/20260329-2/t4",
        "/p/20260329-1/0",
        "/p/20260329-1/2",
        "/p/20260329-1/9999999999999999999999",
        "/p/20260329-2/1",
        f"{URL}?printed=2",
        f"{URL}?printed=x",
    ],
)
def test_what_there_is_not_is_not_found(client: Client, address: str) -> None:
    release_of(LONGER)
    assert client.get(address).status_code == 404


SHORT = ("/q/20260329-1/t4", "/q/20260329-1/t4?v=1", "/p/20260329-1/1", f"{URL}?printed=1", f"{URL}v1/qr.svg")


@pytest.mark.parametrize("address", SHORT)
def test_what_is_withdrawn_is_gone(client: Client, address: str) -> None:
    release_of()
    withdrawn()
    response = client.get(address)
    assert response.status_code == 410
    assert "内容有误" in response.content.decode()
    assert "江望舒" not in response.content.decode()


@pytest.mark.parametrize("address", SHORT[1:])
def test_a_version_before_a_withdrawal_stays_gone(client: Client, address: str) -> None:
    release_of()
    withdrawn()
    next_version(DOCUMENT)
    response = client.get(address)
    assert response.status_code == 410
    assert f'href="{URL}"' in response.content.decode()
    assert "江望舒" not in response.content.decode()


def test_a_turn_only_withdrawn_versions_had_is_not_found(client: Client) -> None:
    release_of(LONGER)
    withdrawn()
    next_version(DOCUMENT)
    assert leads(client, "/q/20260329-1/t4") == f"{URL}#t4"
    assert client.get("/q/20260329-1/t5").status_code == 404


def test_a_printed_version_leads_to_what_holds_now(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release_of()
    with django_assert_num_queries(1):
        assert leads(client, "/p/20260329-1/1") == f"{URL}?printed=1"
    next_version(LONGER)
    with django_assert_num_queries(2):
        assert leads(client, "/p/20260329-1/1") == f"{URL}?printed=1"
