from __future__ import annotations

import base64
import json
from datetime import UTC, datetime

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.record.models import Link
from releases.record.views import chain
from tests.record.making import DOCUMENT, release_of, several

pytestmark = pytest.mark.django_db


def test_head_is_the_last_link_signed(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://news.example.gov.cn"
    several(2)
    release_of(DOCUMENT, at=datetime(2026, 4, 1, 1, tzinfo=UTC))
    head = client.get("/record/head.json")
    value = head.json()
    last = Link.objects.get(number=3)
    assert json.loads(value["statement"]) == {
        "schema": "record-head/1",
        "site": "https://news.example.gov.cn",
        "number": 3,
        "hash": last.hash,
        "published_at": "2026-04-01T09:00:00+08:00",
    }
    key = load_pem_public_key(value["public_key"].encode())
    assert isinstance(key, Ed25519PublicKey)
    key.verify(base64.b64decode(value["signature"]), value["statement"].encode())
    assert head.headers["Access-Control-Allow-Origin"] == "*"
    assert head.headers["ETag"] == f'"{last.hash[:32]}-{value["key_id"]}"'


def test_head_without_a_key_says_that_it_is_not_signed(client: Client, settings: Settings) -> None:
    settings.RECORD_KEY = ""
    value = client.get("/record/head.json").json()
    assert (value["signature"], value["public_key"], value["key_id"]) == (None, None, None)
    assert json.loads(value["statement"])["number"] == 0


def test_links_are_all_that_comes_after(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "LINKS_A_PAGE", 2)
    several(3)
    first = client.get("/record/chain.json").json()
    assert ([link["number"] for link in first["links"]], first["more"]) == ([1, 2], True)
    then = client.get("/record/chain.json?after=2").json()
    assert ([link["number"] for link in then["links"]], then["more"]) == ([3], False)
    link = Link.objects.with_versions().get(number=3)
    assert then["links"][0] == {
        "number": 3,
        "previous": link.previous,
        "release": "20260103-1",
        "version": 1,
        "digest": link.version.digest,
        "seal": link.version.seal,
        "hash": link.hash,
        "published_at": then["links"][0]["published_at"],
    }


@pytest.mark.parametrize("after", ["x", "-1"])
def test_links_after_no_number_are_refused(client: Client, after: str) -> None:
    response = client.get(f"/record/chain.json?after={after}")
    assert (response.status_code, list(response.json())) == (400, ["errors"])


@pytest.mark.parametrize("path", ["/record/head.json", "/record/chain.json", "/record/chain.json?after=9"])
def test_what_has_not_grown_is_not_given_again(client: Client, path: str) -> None:
    several(1)
    etag = client.get(path).headers["ETag"]
    again = client.get(path, headers={"If-None-Match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    if "after" not in path:
        release_of()
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize("path", ["/record/head.json", "/record/chain.json"])
def test_chain_takes_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, path: str, number: int
) -> None:
    several(number)
    with django_assert_num_queries(1):
        client.get(path)
