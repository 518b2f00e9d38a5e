"""Logging in and out."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.contrib.auth.signals import user_login_failed
from django.test import Client

from releases.audit.models import Entry
from tests.audit.making import seen

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return User.objects.create_user("wang", password="Lan-jiang-2026", is_staff=True)


def test_logging_in_and_out(client: Client, user: User) -> None:
    typed = {"username": "wang", "password": "Lan-jiang-2026"}
    assert client.post("/desk/login/", typed, REMOTE_ADDR="192.0.2.7").status_code == 302
    client.post("/desk/logout/", REMOTE_ADDR="192.0.2.8")
    what = f"auth.user:{user.pk}"
    assert [row[:4] for row in seen()] == [
        ("wang", "login", what, "ok"),
        ("wang", "request", "", "ok"),
        ("wang", "logout", what, "ok"),
        ("wang", "request", "", "ok"),
    ]
    assert [row[5] for row in seen()] == ["", "POST login", "", "POST logout"]
    addresses = Entry.objects.order_by("number").values_list("address", flat=True)
    assert list(addresses) == ["192.0.2.7"] * 2 + ["192.0.2.8"] * 2


@pytest.mark.usefixtures("user")
def test_failing_to_log_in(client: Client) -> None:
    client.post("/desk/login/", {"username": "wang", "password": "guess"}, REMOTE_ADDR="192.0.2.7")
    assert [row[:2] + row[3:5] for row in seen()] == [
        ("wang", "login-failed", "refused", None),
        ("", "request", "refused", 200),
    ]
    assert {row.address for row in Entry.objects.all()} == {"192.0.2.7"}


@pytest.mark.usefixtures("user")
def test_a_failure_says_why_and_the_page_does_not(client: Client) -> None:
    User.objects.create_user("chen", password="Lan-jiang-2026", is_staff=True, is_active=False)
    User.objects.create_user("zhao", password="Lan-jiang-2026")
    pages = set()
    for username, password in (
        ("wang", "guess"),
        ("chen", "Lan-jiang-2026"),
        ("Wang", "Lan-jiang-2026"),
        ("zhao", "Lan-jiang-2026"),
    ):
        client.cookies.clear()
        answer = client.post("/desk/login/", {"username": username, "password": password})
        pages.add(re.sub(rf'value="(\w{{64}}|{username})"', "", answer.content.decode()))
    assert len(pages) == 1
    assert [(row[0], row[5]) for row in seen() if row[1] == "login-failed"] == [
        ("wang", "密码不对"),
        ("chen", "账号已停用"),
        ("Wang", "没有这个账号"),
        ("zhao", "不能进入编辑台"),
    ]
    assert "guess" not in str(seen())


@pytest.mark.usefixtures("user")
def test_the_failure_that_locks_is_told_as_what_it_was(client: Client) -> None:
    for _ in range(6):
        client.post("/desk/login/", {"username": "wang", "password": "guess"})
    told = [row[5] for row in seen() if row[1] == "login-failed"]
    assert told == ["密码不对"] * 5 + ["登录已暂停"]
    assert [row[3:5] for row in seen()][-1] == ("refused", 429)


def test_failing_without_a_request_has_no_address() -> None:
    user_login_failed.send(__name__, credentials={"username": "王" * 200}, request=None)
    user_login_failed.send(__name__, credentials={"username": "\x00"}, request=None)
    rows = Entry.objects.order_by("number").values_list("account", "address", "detail")
    assert list(rows) == [("王" * 150, "", "没有这个账号"), ("\ufffd", "", "没有这个账号")]


def test_logging_out_says_so_in_plain_words(client: Client, user: User) -> None:
    client.force_login(user)
    page = client.post("/desk/logout/").content.decode()
    assert "<h1>已退出</h1>" in page
    assert ("您已经退出编辑台。" in page, 'href="/desk/">重新登录<' in page) == (True, True)


def test_logging_out_twice_is_one_row(client: Client, user: User) -> None:
    client.force_login(user)
    client.post("/desk/logout/")
    client.post("/desk/logout/")
    assert [row[1] for row in seen()] == ["login", "logout", "request", "request"]


def test_a_session_that_belongs_to_nobody_ends_without_a_row(client: Client) -> None:
    client.logout()
    assert seen() == []
