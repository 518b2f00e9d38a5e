"""Accounts: an administrator hands out roles, and nobody can make themselves more than that."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client

from releases.desk import roles
from tests.desk.making import account, client_of, form_data

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator() -> User:
    return account(roles.ADMINISTRATOR)


@pytest.fixture
def desk(administrator: User) -> Client:
    return client_of(administrator)


def test_an_administrator_makes_an_account_and_gives_it_a_role(desk: Client) -> None:
    password = "Lan-jiang-2026-qing"
    typed = {"username": "wang", "usable_password": "true", "password1": password, "password2": password}
    assert desk.post("/desk/auth/user/add/", typed).status_code == 302
    user = User.objects.get(username="wang")
    address = f"/desk/auth/user/{user.pk}/change/"
    group = Group.objects.get(name=roles.EDITOR)
    data = form_data(desk.get(address).content.decode())
    changes = {
        "last_name": "王",
        "first_name": "禾",
        "is_active": "on",
        "is_staff": "on",
        "groups": str(group.pk),
    }
    assert desk.post(address, {**data, **changes}).status_code == 302
    user.refresh_from_db()
    assert (user.is_staff, [each.name for each in user.groups.all()]) == (True, ["撰稿"])


def test_roles_are_ticked_in_the_order_of_the_work(desk: Client) -> None:
    Group.objects.create(name="值班")
    page = desk.get("/desk/auth/user/add/").content.decode()
    shown = re.findall(r'<input type="checkbox" name="groups"[^>]*>\s*(\S+?)</label>', page)
    assert shown == [*roles.ROLES, "值班"]


def test_a_new_account_can_log_in_at_once(desk: Client) -> None:
    group = Group.objects.get(name=roles.EDITOR)
    password = "Lan-jiang-2026-qing"
    typed = {"username": "wang", "password1": password, "password2": password}
    names = {"last_name": "王", "first_name": "禾", "groups": str(group.pk), "is_superuser": "on"}
    assert desk.post("/desk/auth/user/add/", {**typed, **names}).status_code == 302
    user = User.objects.get(username="wang")
    assert (user.is_staff, user.is_superuser, user.last_name, list(user.groups.all())) == (
        True, False, "王", [group],
    )  # fmt: skip
    browser = Client()
    entered = browser.post("/desk/login/?next=/desk/", {"username": "wang", "password": password})
    assert (entered.status_code, entered["Location"]) == (302, "/desk/")
    assert browser.get("/desk/").status_code == 200


def test_an_account_that_is_no_longer_staff_stays_out(desk: Client) -> None:
    user = account(roles.EDITOR)
    address = f"/desk/auth/user/{user.pk}/change/"
    data = form_data(desk.get(address).content.decode())
    data.pop("is_staff")
    assert desk.post(address, {**data, "is_active": "on"}).status_code == 302
    user.refresh_from_db()
    assert not user.is_staff


def test_an_administrator_cannot_become_a_superuser(desk: Client, administrator: User) -> None:
    address = f"/desk/auth/user/{administrator.pk}/change/"
    page = desk.get(address).content.decode()
    data = form_data(page)
    assert {"is_superuser", "user_permissions"} & set(data) == set()
    assert 'name="is_superuser"' not in page
    forged = {**data, "is_active": "on", "is_staff": "on", "is_superuser": "on", "user_permissions": "1"}
    forged["groups"] = str(Group.objects.get(name=roles.ADMINISTRATOR).pk)
    assert desk.post(address, forged).status_code == 302
    administrator.refresh_from_db()
    assert (administrator.is_superuser, administrator.user_permissions.count()) == (False, 0)


def test_an_administrator_cannot_touch_a_superuser(desk: Client) -> None:
    root = User.objects.create_superuser("root", password="before")
    for page in ("change", "password"):
        response = desk.post(f"/desk/auth/user/{root.pk}/{page}/", {"username": "taken", "password1": "x"})
        assert response.status_code == 403
    root.refresh_from_db()
    assert (root.username, root.check_password("before")) == ("root", True)
    assert 'name="is_superuser"' in client_of(root).get(f"/desk/auth/user/{root.pk}/change/").content.decode()


def test_accounts_are_closed_not_deleted(desk: Client) -> None:
    user = account(roles.EDITOR)
    assert desk.post(f"/desk/auth/user/{user.pk}/delete/", {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=user.pk).exists()


def test_the_list_shows_printed_names(desk: Client) -> None:
    page = desk.get("/desk/auth/user/").content.decode()
    assert re.findall(r'class="field-full_name">(.*?)<', page) == ["周管理员"]


def test_an_account_that_is_closed_and_opened_again_finds_no_session_of_its_own(desk: Client) -> None:
    user = account(roles.EDITOR)
    browser, other = client_of(user), client_of(account(roles.AUDITOR))
    address = f"/desk/auth/user/{user.pk}/change/"
    data = form_data(desk.get(address).content.decode())
    closed = {name: value for name, value in data.items() if name != "is_active"}
    for typed in (closed, {**closed, "is_active": "on"}):
        assert desk.post(address, typed).status_code == 302
        assert [browser.get("/desk/").status_code, other.get("/desk/").status_code] == [302, 200]
    user.refresh_from_db()
    assert user.is_active
    said = [entry.get_change_message() for entry in LogEntry.objects.filter(object_id=user.pk).order_by("pk")]
    assert said[0] == "停用账号，退出了其全部登录"
    assert len(said) == 3
