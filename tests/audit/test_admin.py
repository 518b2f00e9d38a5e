"""The trail on a screen."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from releases.audit.chain import append
from releases.audit.models import Action, Entry
from tests.audit.making import NOON, seen, three
from tests.desk.making import account, client_of

pytestmark = pytest.mark.django_db
LIST = "/desk/audit/entry/"


@pytest.fixture
def auditor() -> User:
    return account("审计")


@pytest.fixture
def desk(auditor: User) -> Client:
    return client_of(auditor)


def numbers(page: str) -> list[int]:
    return [int(each) for each in re.findall(r'class="field-number"><a[^>]*>(\d+)<', page)]


def chosen(desk: Client, **query: str | int) -> list[int]:
    return numbers(desk.get(LIST, query).content.decode())


def test_the_list_shows_who_what_and_how_it_ended(desk: Client) -> None:
    append(by=None, account="wang", action=Action.REQUEST, what="desk.conference:5", status=403)
    page = desk.get(LIST).content.decode()
    assert numbers(page) == [2, 1]
    for words in ("user-审计（auth.user:", "desk.conference:5", "成功 403", "登录", "提交", "导出全部记录"):
        assert words in page
    assert "addlink" not in page


def test_the_list_shows_the_second_and_names_the_address_as_people_do(desk: Client) -> None:
    detail = "POST desk_conference_publish"
    row = append(by=None, action=Action.REQUEST, detail=detail, at=NOON + timedelta(seconds=7))
    page = desk.get(LIST).content.decode()
    assert re.findall(r'class="field-(moment|said)[^>]*>(.*?)<', page)[:2] == [
        ("moment", "2026-04-01 12:00:07"),
        ("said", "提交“签发”"),
    ]
    assert detail not in page
    shown = desk.get(f"{LIST}{row.number}/change/").content.decode()
    assert re.findall(r'<div class="readonly">(.*?)</div>', shown)[-4:] == [
        "提交“签发”", detail, row.previous, row.hash,
    ]  # fmt: skip


def test_the_list_is_chosen_by_action_day_and_person(desk: Client, auditor: User) -> None:
    three()
    assert chosen(desk, action__exact="login-failed") == [4, 3, 2]
    assert chosen(desk, actor=auditor.pk) == [1]
    assert chosen(desk, actor="x") == [4, 3, 2, 1]
    assert chosen(desk, at__year=2026, at__month=4, at__day=1) == [4, 3, 2]
    assert chosen(desk, q="wang") == [4, 3, 2]


@pytest.mark.parametrize("more", [1, 60])
def test_the_list_takes_a_fixed_number_of_queries(
    desk: Client, more: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(more):
        append(by=None, action=Action.STEP, at=NOON + timedelta(minutes=number))
    with django_assert_num_queries(10):
        page = desk.get(LIST).content.decode()
    assert len(numbers(page)) == min(more + 1, 50)


def test_a_row_is_read_and_never_changed(desk: Client) -> None:
    entry = three()[0]
    page = desk.get(f"{LIST}{entry.number}/change/").content.decode()
    assert entry.hash in page
    assert 'name="detail"' not in page
    root = client_of(User.objects.create_superuser("root"))
    for browser in (desk, root):
        for address in (f"{entry.number}/change/", f"{entry.number}/delete/", "add/"):
            assert browser.post(f"{LIST}{address}", {"detail": "x", "post": "yes"}).status_code == 403
    assert Entry.objects.get(number=entry.number).row() == entry.row()


def test_the_export_is_whole_and_stands_in_itself(desk: Client) -> None:
    three()
    answer = desk.get(f"{LIST}export/")
    rows = [json.loads(line) for line in answer.getvalue().decode().splitlines()]
    assert [row["number"] for row in rows] == [1, 2, 3, 4, 5]
    assert answer["Content-Type"] == "application/x-ndjson; charset=utf-8"
    assert re.fullmatch(r'attachment; filename="audit-\d{8}\.jsonl"', answer["Content-Disposition"])
    assert seen()[-1] == ("user-审计", "download", "audit.entry", "ok", 200, "GET audit_entry_export")


def test_the_export_is_refused_to_others_and_that_is_kept() -> None:
    three()
    assert client_of(account("终审")).get(f"{LIST}export/").status_code == 403
    assert seen()[-1] == ("user-终审", "download", "audit.entry", "refused", 403, "GET audit_entry_export")
