from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.record.publishing import publish, withdraw
from tests.record.api.reading import problem
from tests.record.making import DOCUMENT, no_files, release_of
from tests.record.walking import api_addresses

pytestmark = pytest.mark.django_db

# One that stands, one that is withdrawn, one that never was.
ALL = api_addresses(releases=["20260329-1", "20260329-2", "20260329-9"], words=["审批"])
ALWAYS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag, Link, RateLimit-Policy",
    "Cache-Control": "no-cache",
    "RateLimit-Policy": '"reading";q=300;w=60',
}


@pytest.fixture(autouse=True)
def _releases() -> None:
    release_of()
    withdraw(release_id=release_of().pk, reason="有误", by="签发人")


def test_every_answer_may_be_read_by_any_page_and_tells_the_limits(client: Client) -> None:
    client.force_login(User.objects.create_user("editor", is_staff=True))
    statuses = set()
    for address in ALL:
        response = client.get(address)
        statuses.add(response.status_code)
        assert {name: response.headers[name] for name in ALWAYS} == ALWAYS, address
        assert ("Vary" in response.headers, dict(response.cookies)) == (False, {}), address
    assert statuses == {200, 404, 410}


def test_a_browser_that_asks_beforehand_is_let_read() -> None:
    for address in ALL:
        response = Client(enforce_csrf_checks=True).options(
            address, headers={"origin": "https://example.org", "access-control-request-method": "GET"}
        )
        assert (response.status_code, response.content) == (204, b""), address
        assert {
            "Allow": response.headers["Allow"],
            "Methods": response.headers["Access-Control-Allow-Methods"],
            "Headers": response.headers["Access-Control-Allow-Headers"],
            "Origin": response.headers["Access-Control-Allow-Origin"],
        } == {
            "Allow": "GET, HEAD, OPTIONS",
            "Methods": "GET, HEAD, OPTIONS",
            "Headers": "Accept, If-None-Match",
            "Origin": "*",
        }, address


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace"])
def test_every_address_is_only_read(method: str) -> None:
    for address in ALL:
        response = getattr(Client(enforce_csrf_checks=True), method)(address)
        assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD, OPTIONS"), address
        assert response.json() == {
            "type": "https://news.example.gov.cn/api/#method-not-allowed",
            "title": "只能读取",
            "status": 405,
            "detail": "这里的数据只能读取，请用 GET。",
        }


def test_whoever_has_it_is_told_so(client: Client) -> None:
    for address in ALL:
        response = client.get(address)
        if response.status_code != 200:
            assert "ETag" not in response.headers
            continue
        again = client.get(address, headers={"if-none-match": response.headers["ETag"]})
        assert (again.status_code, again.content, again.headers["ETag"]) == (
            304,
            b"",
            response.headers["ETag"],
        ), address


@pytest.mark.parametrize(
    "address", ["releases", "turns", "people", "releases?updated_since=2020-01-01T00:00Z"]
)
def test_a_list_that_did_not_change_is_not_made_again(
    client: Client, address: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    tag = client.get(f"/api/v1/{address}").headers["ETag"]
    with django_assert_num_queries(1):
        assert client.get(f"/api/v1/{address}", headers={"if-none-match": tag}).status_code == 304
    publish(document=DOCUMENT, files=no_files, by="签发人", note="恢复", release_id="20260329-2")
    assert client.get(f"/api/v1/{address}", headers={"if-none-match": tag}).status_code == 200


def test_a_list_has_another_tag_for_other_parameters(client: Client) -> None:
    tags = {client.get(f"/api/v1/releases?limit={limit}").headers["ETag"] for limit in (1, 2, 3)}
    assert len(tags) == 3


def test_a_condition_that_does_not_hold_is_a_problem(client: Client) -> None:
    response = client.get("/api/v1/releases/20260329-1", headers={"if-match": '"another"'})
    assert (response.status_code, response.headers["Content-Type"]) == (412, "application/problem+json")
    assert response.json()["type"] == "https://news.example.gov.cn/api/#changed"


def test_an_address_that_is_not_there_is_a_problem_whatever_is_in_it(client: Client) -> None:
    for address in (
        "nothing",
        "releases/",
        "releases/x",
        "releases/%00",
        "%00",
        "releases/20260329-1/v1",
        "x/y/",
    ):
        value = problem(client, address, 404)
        assert (value["title"], value["detail"]) == ("没有找到", "接口里没有这个网址。")


def test_a_json_answer_has_its_keys_in_order_and_hides_nothing(client: Client) -> None:
    withdraw(release_id="20260329-1", reason="有\u202e误", by="签发人")
    text = client.get("/api/v1/releases/20260329-1").content.decode()
    assert text.startswith(
        '{"detail": "这场发布已经撤回：有\\u202e误", "id": "20260329-1", "reason": "有\\u202e误", '
    )
    assert text.endswith("\n")
