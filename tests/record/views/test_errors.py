from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from releases.record.api.asked import Paging
from releases.record.views.errors import server_error
from tests.record.making import release_of


def test_not_found_leads_home(client: Client) -> None:
    response = client.get("/nowhere/")
    html = response.content.decode()
    assert response.status_code == 404
    assert 'href="/"' in html
    assert html.count('<meta name="SiteIDCode" content="3299000001">') == 1
    assert 'rel="canonical"' not in html


@pytest.mark.django_db
def test_server_error_asks_the_database_nothing(
    rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert 'href="/"' in response.content.decode()


@pytest.mark.django_db
def test_a_program_is_told_of_a_fault_as_of_everything_else(
    monkeypatch: pytest.MonkeyPatch, rf: RequestFactory, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release_of()
    monkeypatch.setattr(Paging, "number", property(lambda _: 1 / 0))
    client = Client(raise_request_exception=False)
    ordinary = client.get("/api/v1/sections")
    response = client.get("/api/v1/releases")
    with django_assert_num_queries(0):
        assert server_error(rf.get("/api/v1/releases")).content == response.content
    assert (response.status_code, response.headers["Content-Type"]) == (500, "application/problem+json")
    assert response.json() == {
        "type": "https://news.example.gov.cn/api/#failed",
        "title": "网站故障",
        "status": 500,
        "detail": "网站出了故障，请过一会儿再试。",
    }
    for name in ("Access-Control-Allow-Origin", "RateLimit-Policy"):
        assert response.headers[name] == ordinary.headers[name]
    assert response.headers["Cache-Control"] == "no-store, private"
