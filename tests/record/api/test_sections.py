from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.record.models import Section
from tests.record.api.reading import got, items
from tests.record.making import release_of

pytestmark = pytest.mark.django_db

SITE = "https://news.example.gov.cn"


def test_the_tree_is_given_whole_in_one_query(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    release_of()
    with django_assert_num_queries(1):
        whole = got(client, "sections")
    top, below = whole["items"]
    section = Section.objects.get(path="jdhy/xwfbh")
    assert below == {
        "path": "jdhy/xwfbh",
        "name": section.name,
        "parent": "jdhy",
        "description": section.description,
        "url": f"{SITE}/sections/jdhy/xwfbh/",
        "releases": f"{SITE}/api/v1/releases?section=jdhy%2Fxwfbh",
    }
    assert (top["path"], top["parent"], whole["next"]) == ("jdhy", None, None)
    assert [item["id"] for item in items(client, top["releases"])] == ["20260329-1"]
