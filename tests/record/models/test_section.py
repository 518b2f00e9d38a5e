from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from pytest_django import DjangoAssertNumQueries

from releases.record.models import Section

pytestmark = pytest.mark.django_db


def section_under(path: str, parent: Section | None) -> Section:
    """Return a section with everything filled in, not yet saved."""
    return Section(
        path=path, name="栏目", parent=parent, description="描述", keywords="词", column_type="回应关切"
    )


def test_first_migration_makes_the_two_sections() -> None:
    rows = Section.objects.order_by("path").values_list("path", "name", "parent__path", "column_type")
    assert list(rows) == [
        ("jdhy", "解读回应", None, "回应关切"),
        ("jdhy/xwfbh", "新闻发布会", "jdhy", "回应关切"),
    ]
    assert all(section.description and section.keywords for section in Section.objects.all())


def test_section_has_an_address() -> None:
    assert Section(path="jdhy/xwfbh").get_absolute_url() == "/sections/jdhy/xwfbh/"


def test_section_prints_as_its_name() -> None:
    assert str(Section(name="新闻发布会")) == "新闻发布会"


def test_trail_takes_no_query_with_parents(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    parent = Section.objects.get(path="jdhy/xwfbh")
    for path in ("jdhy/xwfbh/a", "jdhy/xwfbh/a/b"):
        parent = section_under(path, parent)
        parent.save()
    with django_assert_num_queries(1):
        section = Section.objects.with_parents().get(path="jdhy/xwfbh/a/b")
        trail = [step.path for step in section.trail()]
    assert trail == ["jdhy", "jdhy/xwfbh", "jdhy/xwfbh/a", "jdhy/xwfbh/a/b"]


def test_top_keeps_sections_without_parent() -> None:
    assert [section.path for section in Section.objects.top()] == ["jdhy"]


@pytest.mark.parametrize("path", ["zwgk", "jdhy-2"])
def test_clean_takes_path_of_the_top(path: str) -> None:
    section_under(path, None).full_clean()


def test_clean_takes_path_below_its_parent() -> None:
    section_under("jdhy/zcjd", Section.objects.get(path="jdhy")).full_clean()


@pytest.mark.parametrize(
    ("path", "parent", "message"),
    [
        ("zwgk/a", None, "没有上级栏目时，路径只有一级，例如“a”。"),
        ("zwgk/a", "jdhy", "路径应在上级栏目之下，例如“jdhy/a”。"),
        ("a", "jdhy", "路径应在上级栏目之下，例如“jdhy/a”。"),
        ("jdhy/feed", "jdhy", "路径的最后一级不能是“feed”，那是订阅的网址。"),
        ("JDHY", None, "路径由小写字母、数字和连字符组成，用“/”分级，最多 4 级，例如 jdhy/xwfbh。"),
    ],
)
def test_clean_refuses_path(path: str, parent: str | None, message: str) -> None:
    above = Section.objects.get(path=parent) if parent else None
    with pytest.raises(ValidationError) as refused:
        section_under(path, above).full_clean()
    assert refused.value.message_dict == {"path": [message]}


@pytest.mark.parametrize("path", ["a/b/c/d/e", "a//b", "/a", "a/", "解读", "a\n", "a b"])
def test_clean_refuses_path_of_another_form(path: str) -> None:
    with pytest.raises(ValidationError) as refused:
        section_under(path, None).clean_fields()
    assert list(refused.value.message_dict) == ["path"]


def test_section_is_not_its_own_parent() -> None:
    section = Section.objects.get(path="jdhy")
    section.parent = section
    with pytest.raises(IntegrityError, match="section_is_not_its_own_parent"), transaction.atomic():
        section.save()
