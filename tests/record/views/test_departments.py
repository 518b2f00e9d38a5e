from __future__ import annotations

from datetime import date

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.record.models import Department
from releases.record.publishing import publish, withdraw
from tests.record.asking import asked, asked_on, department
from tests.record.making import held, no_files, release_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _approval() -> Department:
    return department()


def said(
    client: Client, address: str = "/departments/approval/"
) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Return by release the questions and what was said to them."""
    response = client.get(address)
    assert response.status_code == 200
    return [
        (one.release.pk, [(each.question, [words.words for words in each.said]) for each in one.exchanges])
        for one in response.context["spoken"]
    ]


def test_departments_are_counted(client: Client) -> None:
    department("tax", "市税务局")
    asked_on(date(2026, 5, 1))
    asked_on(date(2026, 5, 2))
    withdraw(release_id=asked_on(date(2026, 5, 3)).pk, reason="有误", by="签发人")
    found = client.get("/departments/").context["departments"]
    assert [(one.slug, one.number) for one in found] == [("approval", 2), ("tax", 0)]


def test_no_departments_are_said_so(client: Client) -> None:
    Department.objects.all().delete()
    assert "还没有部门。" in client.get("/departments/").content.decode()
    assert client.get("/departments/approval/").status_code == 404


def test_a_department_has_what_it_was_asked_and_said_the_newest_conference_first(client: Client) -> None:
    first, second = asked_on(date(2025, 5, 1), "旧问题是什么？"), asked_on(date(2026, 5, 1), "新问题是什么？")
    release_of(asked("免税怎么申请？", "按季申报。", on=date(2026, 6, 1), speaker="p3"))
    assert said(client) == [
        ("20260601-1", [("", ["下面介绍三项举措。"])]),
        (second.pk, [("", ["下面介绍三项举措。"]), ("新问题是什么？", ["半天之内办结。"])]),
        (first.pk, [("", ["下面介绍三项举措。"]), ("旧问题是什么？", ["半天之内办结。"])]),
    ]
    html = client.get("/departments/approval/").content.decode()
    assert '<a href="/questions/20260501-1/t3/">新问题是什么？</a>' in html
    assert '<a class="exchange-words" href="/releases/20260501-1/#t4">半天之内办结。</a>' in html
    assert '<a href="/people/12/">江望舒</a>（市行政审批局局长）：' in html


def test_a_corrected_day_moves_a_conference(client: Client) -> None:
    first, second = asked_on(date(2025, 5, 1)), asked_on(date(2026, 5, 1))
    moved = held(asked(on=date(2025, 5, 1)), date(2026, 7, 1))
    publish(document=moved, files=no_files, by="签发人", note="更正日期", release_id=first.pk)
    assert [release for release, _ in said(client)] == [first.pk, second.pk]
    assert [release for release, _ in said(client, "/departments/approval/?year=2025")] == []


def test_a_written_answer_bears_its_day(client: Client) -> None:
    release_of(asked(due=date(2026, 4, 15), given_on=date(2026, 4, 10)))
    html = client.get("/departments/approval/").content.decode()
    assert '书面答复 <time datetime="2026-04-10">2026年4月10日</time>' in html


def test_what_is_withdrawn_is_not_there(client: Client) -> None:
    withdraw(release_id=asked_on(date(2026, 5, 1), "说错了什么？").pk, reason="有误", by="签发人")
    response = client.get("/departments/approval/")
    html = response.content.decode()
    assert (response.context["count"], "说错了" in html, "还没有这个部门的发言" in html) == (0, False, True)


def test_a_year_narrows_it(client: Client) -> None:
    first = asked_on(date(2024, 5, 1))
    asked_on(date(2026, 5, 1))
    assert [release for release, _ in said(client, "/departments/approval/?year=2024")] == [first.pk]
    response = client.get("/departments/approval/?year=2025")
    assert "这一年没有这个部门的发言" in response.content.decode()
    assert response.context["chosen"] == [("年份", "2025", "/departments/approval/")]
    choices = response.context["filter"].form.fields["year"].widget.choices
    assert [value for value, _ in choices] == ["", "2026", "2025", "2024"]
    wrong = client.get("/departments/approval/?year=abc")
    assert (wrong.status_code, wrong.context["count"]) == (400, 0)
    assert "年份应为四位数字，例如 2026。" in wrong.content.decode()


def test_a_department_page_by_page(client: Client) -> None:
    for day in range(1, 12):
        asked_on(date(2026, 5, day))
    response = client.get("/departments/approval/?year=2026&page=2")
    assert said(client, "/departments/approval/?page=2") == [
        ("20260501-1", [("", ["下面介绍三项举措。"]), ("企业开办需要几天？", ["半天之内办结。"])])
    ]
    assert response.context["page_title"] == "市行政审批局（第 2 页）"
    canonical = "https://news.example.gov.cn/departments/approval/?year=2026&page=2"
    assert response.context["canonical"] == canonical
    assert client.get("/departments/approval/?page=3").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"),
    [("/departments/", 1), ("/departments/approval/", 4), ("/departments/approval/?year=2026", 4)],
)
def test_department_pages_take_few_queries(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int, address: str, queries: int
) -> None:
    for day in range(1, number + 1):
        asked_on(date(2026, 5, day))
    with django_assert_num_queries(queries):
        client.get(address)
