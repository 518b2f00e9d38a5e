"""Accounts: an administrator hands out roles, and nobody can make themselves more than that."""

from __future__ import annotations

import re

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group, User
from django.test import Client

from releases.desk import roles
from tests.accounts.making import PASSWORD, errors, said
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


def test_what_is_doubtful_about_an_account_is_said_and_saved(desk: Client) -> None:
    user = account(roles.EDITOR)
    address = f"/desk/auth/user/{user.pk}/change/"
    pks = {name: str(Group.objects.get(name=name).pk) for name in (roles.ADMINISTRATOR, roles.EDITOR)}
    data: dict[str, object] = {**form_data(desk.get(address).content.decode()), "is_staff": "on"}

    def warned(**changes: object) -> list[str]:
        # What an earlier answer said has been read by nobody.
        desk.cookies.pop("messages", None)
        answer = desk.post(address, {**data, "is_active": "on", **changes})
        assert answer.status_code == 302
        return said(answer)[:-1]

    assert warned(groups=[pks[roles.EDITOR]]) == []
    assert warned(groups=[pks[roles.ADMINISTRATOR]]) == []
    assert warned(groups=[pks[roles.EDITOR]], last_name="", first_name="禾") == []
    assert warned(groups=[pks[roles.EDITOR]], last_name="", first_name="") == [
        "没有填写姓名：签字和版本记录里只能显示用户名。"
    ]
    assert warned(groups=[]) == ["没有选角色：这个账号登录后什么也做不了。"]
    assert warned(groups=list(pks.values())) == [
        "“管理员”又兼了别的角色：开账号的人不应能看稿、改稿、发稿，请改用两个账号。"
    ]
    assert {each.name for each in user.groups.all()} == set(pks)
    assert warned(groups=[], is_active="", last_name="", first_name="") == []


def test_a_new_account_is_doubted_too_and_a_superuser_needs_no_role() -> None:
    desk = client_of(User.objects.create_superuser("root", last_name="颜", first_name="疏桐"))
    typed = {"username": "wang", "password1": PASSWORD, "password2": PASSWORD}
    assert said(desk.post("/desk/auth/user/add/", typed))[:-1] == [
        "没有填写姓名：签字和版本记录里只能显示用户名。",
        "没有选角色：这个账号登录后什么也做不了。",
    ]
    root = User.objects.get(username="root")
    address = f"/desk/auth/user/{root.pk}/change/"
    data = form_data(desk.get(address).content.decode()) | {"is_active": "on", "is_superuser": "on"}
    assert len(said(desk.post(address, data))) == 1


def test_passwords_are_no_choice_and_their_hash_is_shown_to_nobody(desk: Client) -> None:
    user = account(roles.EDITOR)
    user.set_password(PASSWORD)
    user.save()
    for address in ("add/", f"{user.pk}/password/"):
        page = desk.get(f"/desk/auth/user/{address}").content.decode()
        assert [word for word in ("usable_password", "LDAP", "unset-password") if word in page] == []
        refused = desk.post(f"/desk/auth/user/{address}", {"username": "wang", "usable_password": "false"})
        assert errors(refused) == ["这个字段是必填项。"] * 2
    assert not User.objects.filter(username="wang").exists()
    forged = {"usable_password": "false", "unset-password": "1", "password1": PASSWORD, "password2": PASSWORD}
    assert desk.post(f"/desk/auth/user/{user.pk}/password/", forged).status_code == 302
    user.refresh_from_db()
    assert user.check_password(PASSWORD)
    page = desk.get(f"/desk/auth/user/{user.pk}/change/").content.decode()
    shown = re.search(
        r'<strong>已设置</strong>\s*</p>\s*<p><a class="button" href="../password/">重设密码</a>', page
    )
    assert shown
    assert [word for word in ("md5", user.password.split("$")[1][:6]) if word in page] == []
    user.set_unusable_password()
    user.save()
    assert "<strong>密码未设置。</strong>" in desk.get(f"/desk/auth/user/{user.pk}/change/").content.decode()


def test_the_page_for_a_new_password_names_the_person(desk: Client) -> None:
    user = account(roles.EDITOR)
    page = desk.get(f"/desk/auth/user/{user.pk}/password/").content.decode()
    assert "给 周撰稿（user-撰稿） 设一个新密码。" in page
    wrong = {"password1": PASSWORD, "password2": "x"}
    answer = desk.post(f"/desk/auth/user/{user.pk}/password/", wrong).content.decode()
    assert "请改正下面的错误，密码还没有改。" in answer
    assert "<title>出错：" in answer


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
