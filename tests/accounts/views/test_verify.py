"""The page between password and desk."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice
from pytest_django.fixtures import Settings

from releases.accounts.second_factor import recovery_codes_left
from tests.accounts.making import PASSWORD, code_of, enrolled, errors, member, said
from tests.desk.making import client_of

pytestmark = pytest.mark.django_db

PAGE = "/desk/account/verify/"


@pytest.fixture(autouse=True)
def _asked(settings: Settings) -> None:
    settings.SECOND_FACTOR = True


def test_a_password_and_a_code_open_the_desk() -> None:
    _, device, _ = enrolled()
    client = Client()
    typed = {"username": "zhou", "password": PASSWORD}
    assert client.post("/desk/login/?next=/desk/desk/person/", typed)["Location"] == "/desk/desk/person/"
    page = client.get("/desk/desk/person/", follow=True)
    assert page.redirect_chain == [(f"{PAGE}?next=%2Fdesk%2Fdesk%2Fperson%2F", 302)]
    before = client.session.session_key
    answer = client.post(page.redirect_chain[0][0], {"code": code_of(device.key)})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/desk/person/")
    assert client.session.session_key != before
    assert client.get("/desk/desk/person/").status_code == 200


def test_a_code_is_refused_a_second_time_in_another_browser() -> None:
    user, device, _ = enrolled()
    code = code_of(device.key)
    assert client_of(user).post(PAGE, {"code": code}).status_code == 302
    second = client_of(user)
    assert errors(second.post(PAGE, {"code": code})) == ["这个码不对，或者已经用过了。"]
    assert second.get("/desk/").status_code == 302


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"code": "000000x"}, ["这个码不对，或者已经用过了。"]),
        ({"code": ""}, ["这个字段是必填项。"]),
        ({"code": "1" * 13}, ["确保该变量包含不超过 12 字符 (目前字符数 13)。"]),
        ({"recovery": "aaaa-aaaa"}, ["这个码不对，或者已经用过了。"]),
        ({"recovery": ""}, ["这个字段是必填项。"]),
    ],
)
def test_what_is_wrong_stands_on_the_page(typed: dict[str, str], wrong: list[str]) -> None:
    user, _, _ = enrolled()
    client = client_of(user)
    page = client.post(PAGE, typed)
    assert (page.status_code, errors(page)) == (200, wrong)
    assert ("<details open>" in page.content.decode()) == ("recovery" in typed)
    assert client.get("/desk/").status_code == 302


def test_a_recovery_code_opens_the_desk_once_and_tells_how_many_are_left() -> None:
    user, _, codes = enrolled()
    client = client_of(user)
    answer = client.post(PAGE, {"recovery": codes[0]})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/")
    assert said(answer) == ["已用掉一个恢复码，还剩 9 个。手机丢了的，请在“账号安全”里更换设备。"]
    assert client.get("/desk/").status_code == 200
    assert errors(client_of(user).post(PAGE, {"recovery": codes[0]})) == ["这个码不对，或者已经用过了。"]
    assert recovery_codes_left(user) == 9


def test_whoever_has_no_device_is_led_to_enrol_one() -> None:
    client = client_of(member())
    led = client.get(f"{PAGE}?next=/desk/desk/person/")
    assert (led.status_code, led["Location"]) == (
        302,
        "/desk/account/enrol/?next=%2Fdesk%2Fdesk%2Fperson%2F",
    )


@pytest.mark.parametrize(
    ("there", "led"),
    [
        ("/desk/desk/person/?q=1", "/desk/desk/person/?q=1"),
        ("", "/desk/"),
        ("/", "/desk/"),
        ("/releases/", "/desk/"),
        ("/desk", "/desk/"),
        ("//evil.example/desk/", "/desk/"),
        ("https://evil.example/desk/", "/desk/"),
        ("\\\\evil.example/desk/", "/desk/"),
        ("/\\evil.example/desk/", "/desk/"),
        (" //evil.example/", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
    ],
)
def test_nobody_is_led_away_from_the_desk(there: str, led: str) -> None:
    user, device, _ = enrolled()
    answer = client_of(user).post(PAGE, {"code": code_of(device.key)}, query_params={"next": there})
    assert (answer.status_code, answer["Location"]) == (302, led)


def test_the_page_for_logging_in_leads_nowhere_else_either() -> None:
    member()
    typed = {"username": "zhou", "password": PASSWORD, "next": "https://evil.example/"}
    assert Client().post("/desk/login/", typed)["Location"] == "/desk/"


def test_a_code_is_taken_from_the_page_alone() -> None:
    user, device, _ = enrolled()
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    assert client.post(PAGE, {"code": code_of(device.key)}).status_code == 403
    assert TOTPDevice.objects.get().last_t == -1


def test_a_locked_device_says_for_how_long() -> None:
    user, device, _ = enrolled()
    client = client_of(user)
    client.post(PAGE, {"code": "x"})
    assert errors(client.post(PAGE, {"code": code_of(device.key)})) == ["刚刚输错过，请 1 秒后再试。"]
    TOTPDevice.objects.update(throttling_failure_timestamp=device.created_at - timedelta(seconds=9))
    assert client.post(PAGE, {"code": code_of(device.key)}).status_code == 302
