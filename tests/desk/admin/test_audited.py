"""What the admin's own forms leave in the audit trail."""

from __future__ import annotations

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import Client

from releases.audit.models import Entry
from releases.desk.admin.audited import Audited
from releases.desk.models import Person, Term
from tests.audit.making import seen
from tests.desk.making import account, client_of, form_data, ready

pytestmark = pytest.mark.django_db
PASSWORD = "Lan-jiang-2026-qing"


def desk_of(role: str) -> Client:
    return client_of(account(role))


def rows(before: int) -> list[tuple[str, str, str]]:
    """Return what was done since, apart from the requests themselves."""
    return [(row[1], row[2], row[5]) for row in seen()[before:] if row[1] != "request"]


def test_every_form_of_the_desk_is_audited() -> None:
    forms = admin.site._registry.items()
    assert {model._meta.label for model, form in forms if not isinstance(form, Audited)} == {"audit.Entry"}


def test_adding_changing_and_deleting() -> None:
    desk = desk_of("签发")
    before = Entry.objects.count()
    desk.post("/desk/desk/person/add/", {"name": "绝密人", "note": ""})
    person = Person.objects.get()
    desk.post(f"/desk/desk/person/{person.pk}/change/", {"name": "绝密人二", "note": "绝密"})
    desk.post(f"/desk/desk/person/{person.pk}/delete/", {"post": "yes"})
    what = f"desk.person:{person.pk}"
    assert rows(before) == [
        ("add", what, "新增"),
        ("change", what, "修改：姓名、备注"),
        ("delete", what, ""),
    ]


def test_parts_are_named_by_their_kind_and_fields_only() -> None:
    conference, desk = ready(), desk_of("撰稿")
    address = f"/desk/desk/conference/{conference.pk}/change/"
    data = form_data(desk.get(address).content.decode())
    before = Entry.objects.count()
    changes = {"title": "绝密标题", "turns-1-body": "绝密发言。", "turns-2-body": "绝密发言二。"}
    assert desk.post(address, {**data, **changes}).status_code == 302
    (found,) = rows(before)
    assert found == ("change", f"desk.conference:{conference.pk}", "修改：标题；修改实录：内容")


def test_deleting_several_at_once_leaves_a_row_each() -> None:
    desk = desk_of("签发")
    Term.objects.all().delete()
    terms = [Term.objects.create(wrong=wrong) for wrong in ("甲", "乙")]
    before = Entry.objects.count()
    chosen = {"action": "delete_selected", "_selected_action": [each.pk for each in terms], "post": "yes"}
    assert desk.post("/desk/desk/term/", chosen).status_code == 302
    assert sorted(rows(before)) == [("delete", f"desk.term:{each.pk}", "") for each in terms]


def test_roles_are_told_from_which_to_which() -> None:
    desk = desk_of("管理员")
    before = Entry.objects.count()
    editor, publisher = (Group.objects.get(name=name).pk for name in ("撰稿", "签发"))
    typed = {"username": "wang", "password1": PASSWORD, "password2": PASSWORD, "groups": str(editor)}
    assert desk.post("/desk/auth/user/add/", typed).status_code == 302
    user = User.objects.get(username="wang")
    address = f"/desk/auth/user/{user.pk}/change/"
    data: dict[str, object] = {
        **form_data(desk.get(address).content.decode()),
        "is_active": "on",
        "is_staff": "on",
    }
    data.pop("groups", None)
    desk.post(address, {**data, "groups": [str(editor), str(publisher)]})
    desk.post(address, data)
    desk.post(address, data)
    told = [detail for action, _, detail in rows(before) if action == "roles"]
    assert told == ["无 → 撰稿", "撰稿 → 撰稿、签发", "撰稿、签发 → 无"]
    assert PASSWORD not in str(seen())


def test_fields_of_an_account_are_named_in_chinese_in_both_histories() -> None:
    desk, user = desk_of("管理员"), account("撰稿")
    address = f"/desk/auth/user/{user.pk}/change/"
    data = form_data(desk.get(address).content.decode())
    before = Entry.objects.count()
    publisher = Group.objects.get(name="签发").pk
    changes = {"last_name": "王", "email": "a@example.gov.cn", "is_staff": "on", "groups": str(publisher)}
    assert desk.post(address, {**data, **changes}).status_code == 302
    assert [detail for action, _, detail in rows(before) if action == "change"] == [
        "修改：姓氏、电子邮件地址、角色"
    ]
    history = desk.get(f"/desk/auth/user/{user.pk}/history/").content.decode()
    told = re.findall(r"<td>(.*?)</td>", history)
    assert told[-2:] == ["周管理员（user-管理员）", "已修改姓氏，电子邮件地址 和 角色。"]


def test_a_role_is_told_in_chinese_too() -> None:
    desk, group = client_of(User.objects.create_superuser("root")), Group.objects.get(name="审计")
    before = Entry.objects.count()
    assert desk.post(f"/desk/auth/group/{group.pk}/change/", {"name": "审计组"}).status_code == 302
    assert rows(before) == [("change", f"auth.group:{group.pk}", "修改：名称、权限")]
    history = desk.get(f"/desk/auth/group/{group.pk}/history/").content.decode()
    assert re.findall(r"<td>(.*?)</td>", history) == ["root", "已修改名称 和 权限。"]


def test_a_password_set_by_an_administrator_is_told_and_not_kept() -> None:
    desk, user = desk_of("管理员"), account("撰稿")
    before = Entry.objects.count()
    typed = {"password1": PASSWORD, "password2": PASSWORD}
    assert desk.post(f"/desk/auth/user/{user.pk}/password/", typed).status_code == 302
    (found,) = rows(before)
    assert found == ("change", f"auth.user:{user.pk}", "修改：密码")
    assert PASSWORD not in str(seen())
