"""Enrolling a device, and the recovery codes that are shown once."""

from __future__ import annotations

import re
import time
from base64 import b32decode
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key
from pytest_django.fixtures import Settings

from releases.accounts import second_factor
from releases.accounts.forms import EnrolForm
from releases.accounts.views import verify
from tests.accounts.making import code_of, enrolled, errors, member, verified
from tests.desk.making import client_of, form_data

pytestmark = pytest.mark.django_db

PAGE, NEW_CODES = "/desk/account/enrol/", "/desk/account/recovery-codes/"


@pytest.fixture(autouse=True)
def _asked(settings: Settings) -> None:
    settings.SECOND_FACTOR = True


def opened(client: Client) -> tuple[dict[str, str], str]:
    """Return what the page would post, and the key that a phone learns from it."""
    page = client.get(PAGE).content.decode()
    shown = re.findall(r'<code class="desk-secret">([A-Z2-7 ]+)</code>', page)
    assert len(shown) == 1
    return form_data(page), b32decode(shown[0].replace(" ", "")).hex()


def codes_on(response: Any) -> list[str]:  # noqa: ANN401  (what the test client returns has no name)
    """Return the recovery codes that a page shows."""
    return re.findall(r"<li><code>([a-z2-7]{4}-[a-z2-7]{4})</code></li>", response.content.decode())


def onward(response: Any) -> list[str]:  # noqa: ANN401  (what the test client returns has no name)
    """Return where the button behind the recovery codes leads."""
    return re.findall(r'<a class="button" href="([^"]*)">我已保存，继续</a>', response.content.decode())


def rested(client: Client, minutes: float) -> None:
    """Make the last code of a session so much older."""
    session = client.session
    session[verify._VERIFIED] -= int(minutes * 60)
    session.save()


def test_a_first_device_opens_the_desk_and_shows_ten_recovery_codes_once() -> None:
    user = member()
    client = client_of(user)
    data, key = opened(client)
    before = client.session.session_key
    page = client.post(f"{PAGE}?next=/desk/desk/person/", {**data, "code": code_of(key)})
    codes = codes_on(page)
    assert (page.status_code, len(set(codes)), onward(page)) == (200, 10, ["/desk/desk/person/"])
    assert "no-store" in page["Cache-Control"]
    assert {code.replace("-", "") for code in codes} == set(
        StaticToken.objects.values_list("token", flat=True)
    )
    assert client.session.session_key != before
    assert client.get("/desk/").status_code == 200
    assert codes_on(client.get(PAGE)) == codes_on(client.get(NEW_CODES)) == []
    assert client_of(user).post("/desk/account/verify/", {"recovery": codes[3]}).status_code == 302


def test_only_looking_keeps_nothing_and_shows_a_new_key_each_time() -> None:
    client = client_of(member())
    keys = {opened(client)[1] for _ in range(3)}
    assert len(keys) == 3
    assert not TOTPDevice.objects.exists()


def test_a_mistyped_code_costs_no_new_scan() -> None:
    client = client_of(member())
    data, key = opened(client)
    wrong = client.post(PAGE, {**data, "code": code_of(default_key())})
    assert errors(wrong) == ["验证码不对。请确认手机的时间准确，然后输入应用里现在显示的 6 位数字。"]
    again = form_data(wrong.content.decode())
    assert again["key"] == data["key"]
    assert (
        second_factor.enrolment(User(username="zhou"), key)["qr"].split(",")[1][:80] in wrong.content.decode()
    )
    assert len(codes_on(client.post(PAGE, {**again, "code": code_of(key)}))) == 10


def test_a_page_without_a_code_keeps_its_key() -> None:
    client = client_of(member())
    data, key = opened(client)
    page = client.post(PAGE, {**data, "code": ""})
    assert (errors(page), form_data(page.content.decode())["key"]) == (["这个字段是必填项。"], data["key"])
    assert len(codes_on(client.post(PAGE, {**data, "code": code_of(key)}))) == 10


def test_a_key_made_for_somebody_else_is_refused() -> None:
    # Else whoever lures a colleague into posting a page of theirs has a device for that account.
    data, key = opened(client_of(member("chen")))
    client = client_of(member())
    page = client.post(PAGE, {**data, "code": code_of(key)})
    assert errors(page) == ["页面打开太久，二维码已失效，请重新扫描下面的二维码。"]
    assert form_data(page.content.decode())["key"] != data["key"]
    assert not TOTPDevice.objects.exists()


@pytest.mark.parametrize("key", ["", "0" * 40, f"{'0' * 40}:1:x"])
def test_a_key_of_ones_own_making_is_refused(key: str) -> None:
    client = client_of(member())
    page = client.post(PAGE, {"key": key, "code": code_of("0" * 40)})
    assert len(errors(page)) == 1
    assert not TOTPDevice.objects.exists()


def test_a_key_holds_for_half_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    user = member()
    form = EnrolForm(None, user=user)
    data = {"key": form.initial["key"], "code": "1"}
    now = time.time()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 29 * 60)
    assert EnrolForm(data, user=user).is_valid()
    monkeypatch.setattr("django.core.signing.time.time", lambda: now + 31 * 60)
    assert set(EnrolForm(data, user=user).errors) == {"key"}


def test_with_a_password_alone_nobody_enrols_a_second_device() -> None:
    user, device, codes = enrolled()
    client = client_of(user)
    key = default_key()
    form = EnrolForm(None, user=user)
    key = form.shown_key()
    for answer in (client.get(PAGE), client.post(PAGE, {"key": form.initial["key"], "code": code_of(key)})):
        assert (answer.status_code, answer["Location"]) == (
            302,
            "/desk/account/verify/?next=%2Fdesk%2Faccount%2Fenrol%2F",
        )
    assert list(TOTPDevice.objects.all()) == [device]
    assert client.post(NEW_CODES).status_code == 302
    assert client_of(user).post("/desk/account/verify/", {"recovery": codes[0]}).status_code == 302


def test_a_fresh_code_lets_a_second_device_take_the_place_of_the_first() -> None:
    user, device, _ = enrolled()
    client, elsewhere = verified(user, device), client_of(user)
    TOTPDevice.objects.update(last_t=-1)
    assert elsewhere.post("/desk/account/verify/", {"code": code_of(device.key)}).status_code == 302
    data, key = opened(client)
    assert len(codes_on(client.post(PAGE, {**data, "code": code_of(key)}))) == 10
    assert [each.key for each in TOTPDevice.objects.all()] == [key]
    assert client.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/")["Location"] == "/desk/account/verify/?next=%2Fdesk%2F"


@pytest.mark.parametrize("page", [PAGE, NEW_CODES])
@pytest.mark.parametrize(("minutes", "status"), [(4.9, 200), (5.1, 302)])
def test_a_code_of_a_while_ago_is_asked_for_again(page: str, minutes: float, status: int) -> None:
    user, device, _ = enrolled()
    client = verified(user, device)
    rested(client, minutes)
    assert client.get(page).status_code == status
    if status == 302:
        assert client.post(page)["Location"].startswith("/desk/account/verify/?next=%2Fdesk%2Faccount")
        assert client.get("/desk/").status_code == 200


def test_a_page_sent_twice_enrols_once() -> None:
    client = client_of(member())
    data, key = opened(client)
    typed = {**data, "code": code_of(key)}
    codes = codes_on(client.post(PAGE, typed))
    again = client.post(PAGE, typed)
    assert (codes_on(again), errors(again)) == ([], ["这个二维码已经绑定过了。"])
    assert {code.replace("-", "") for code in codes} == set(
        StaticToken.objects.values_list("token", flat=True)
    )


def test_new_recovery_codes_are_made_on_request() -> None:
    user, device, old = enrolled()
    client = verified(user, device)
    assert "您现有的恢复码（还剩 10 个）立即失效。" in client.get(NEW_CODES).content.decode()
    assert StaticToken.objects.filter(token=old[0].replace("-", "")).exists()
    new = codes_on(client.post(NEW_CODES))
    assert (len(set(new)), set(new) & set(old)) == (10, set())
    assert {code.replace("-", "") for code in new} == set(StaticToken.objects.values_list("token", flat=True))


def test_without_a_device_there_are_no_recovery_codes(settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    client = client_of(member())
    for answer in (client.get(NEW_CODES), client.post(NEW_CODES)):
        assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert not StaticToken.objects.exists()
