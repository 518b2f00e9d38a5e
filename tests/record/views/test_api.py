from __future__ import annotations

import json
import re
from html import unescape

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.record.api.openapi import FILE
from releases.record.api.problems import KINDS

DOCUMENT = json.loads(FILE.read_text(encoding="utf-8"))


@pytest.fixture
def page(client: Client) -> str:
    """Return the page."""
    return client.get("/api/").content.decode()


@pytest.mark.django_db
def test_the_page_asks_no_database(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        response = client.get("/api/")
    assert '<link rel="canonical" href="https://news.example.gov.cn/api/">' in response.content.decode()


def test_every_address_stands_on_the_page_with_its_parameters_and_an_example(page: str) -> None:
    for path, operations in DOCUMENT["paths"].items():
        operation = operations["get"]
        section = page.split(f'<h2 id="{operation["operationId"]}">')[1].split("</section>")[0]
        assert f"<code>GET /api/v1{path}</code>" in section
        assert operation["description"] in unescape(section)
        assert "curl &#x27;https://news.example.gov.cn/api/v1" in section
        shown = re.findall(r"<dt><code>(\w+)</code>", section.partition("示例请求")[0])
        assert shown == [
            DOCUMENT["components"]["parameters"][one["$ref"].rpartition("/")[2]]["name"]
            if "$ref" in one
            else one["name"]
            for one in operation["parameters"]
        ]


def test_an_example_is_asked_with_what_the_document_gives(page: str) -> None:
    text = unescape(page)
    assert "curl 'https://news.example.gov.cn/api/v1/releases/20241107-1'" in text
    assert "curl 'https://news.example.gov.cn/api/v1/turns?release=20241107-1&kind=answer&limit=50'" in text
    assert '"text": "每部补助二十万元。"' in text


def test_every_problem_has_its_place(page: str) -> None:
    for kind in (*KINDS, "too-many-requests"):
        assert page.count(f'<h3 id="{kind}">') == 1


def test_examples_bear_the_address_of_the_site(client: Client, settings: Settings) -> None:
    settings.SITE_URL = "https://www.lanjiang.example"
    page = client.get("/api/").content.decode()
    assert "news.example.gov.cn" not in page
    assert "https://www.lanjiang.example/api/v1/releases" in page


def test_the_footer_leads_there(client: Client) -> None:
    assert '<a href="/api/">数据接口</a>' in client.get("/help/accessibility/").content.decode()
