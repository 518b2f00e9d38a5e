from __future__ import annotations

import pytest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from releases.record.views.errors import server_error


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
