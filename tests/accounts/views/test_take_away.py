"""An administrator takes a lost device away: of whom they may, never their own, never by a link."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django.fixtures import Settings

from releases.accounts import second_factor
from tests.accounts.making import device_of, enrolled, said, verified
from tests.desk.making import account, client_of

pytestmark = pytest.mark.django_db


def page(user: User) -> str:
    return f"/desk/account/take-away/{user.pk}/"


@pytest.fixture
def desk() -> Client:
    return client_of(account("管理员"))


def test_a_lost_device_is_taken_away_after_a_question(desk: Client, settings: Settings) -> None:
    user, device, _ = enrolled()
    browser = verified(user, device)
    asked = desk.get(page(user))
    assert (asked.status_code, re.findall(r"<p>请先.*?</p>", asked.content.decode())) == (
        200,
        ["<p>请先当面或打电话核实确是本人。</p>"],
    )
    assert asked.content.decode().count("周撰稿（zhou）") == 2
    assert TOTPDevice.objects.exists()
    answer = desk.post(page(user))
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/auth/user/{user.pk}/change/")
    assert said(answer) == ["已移除 周撰稿（zhou） 的验证设备和恢复码，并退出其全部登录。"]
    assert (TOTPDevice.objects.exists(), StaticToken.objects.exists()) == (False, False)
    settings.SECOND_FACTOR = True
    assert browser.get("/desk/")["Location"] == "/desk/login/?next=/desk/"
    assert client_of(user).get("/desk/account/verify/")["Location"].startswith("/desk/account/enrol/")


def test_a_superuser_is_out_of_reach_of_an_administrator(desk: Client) -> None:
    root = User.objects.create_superuser("root")
    device = device_of(root)
    assert [desk.get(page(root)).status_code, desk.post(page(root)).status_code] == [403, 403]
    assert list(TOTPDevice.objects.all()) == [device]
    assert client_of(User.objects.create_superuser("other")).post(page(root)).status_code == 302
    assert not TOTPDevice.objects.exists()


@pytest.mark.parametrize("role", ["撰稿", "终审", "签发", "审计"])
def test_nobody_else_takes_a_device_away(role: str) -> None:
    user, device, _ = enrolled()
    desk = client_of(account(role))
    assert [desk.get(page(user)).status_code, desk.post(page(user)).status_code] == [403, 403]
    assert list(TOTPDevice.objects.all()) == [device]


def test_ones_own_device_is_replaced_not_taken_away() -> None:
    administrator = account("管理员")
    device = device_of(administrator)
    second_factor.make_recovery_codes(user=administrator)
    desk = client_of(administrator)
    for answer in (desk.get(page(administrator)), desk.post(page(administrator))):
        assert (answer.status_code, answer["Location"]) == (302, "/desk/account/")
    assert list(TOTPDevice.objects.all()) == [device]
    assert StaticToken.objects.count() == 10


def test_the_accounts_page_leads_there_where_it_may(desk: Client) -> None:
    user, _, _ = enrolled()
    link = f'<a href="{page(user)}">移除验证设备</a>'
    assert desk.get(f"/desk/auth/user/{user.pk}/change/").content.decode().count(link) == 1
    own = User.objects.get(username="user-管理员")
    assert "移除验证设备" not in desk.get(f"/desk/auth/user/{own.pk}/change/").content.decode()
    assert "移除验证设备" not in desk.get("/desk/auth/user/add/").content.decode()


def test_it_wants_a_log_in_a_token_and_somebody(desk: Client) -> None:
    user, device, _ = enrolled()
    assert Client().post(page(user))["Location"] == f"/desk/login/?next={page(user)}"
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(User.objects.get(username="user-管理员"))
    assert strict.post(page(user)).status_code == 403
    assert desk.get("/desk/account/take-away/0/").status_code == 404
    assert list(TOTPDevice.objects.all()) == [device]
