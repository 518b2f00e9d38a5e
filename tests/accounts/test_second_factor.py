"""Codes of a device and codes on paper: each once, and not as often as somebody likes to guess."""

from __future__ import annotations

from base64 import b32decode
from datetime import datetime, timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from releases.accounts import second_factor
from releases.accounts.second_factor import (
    RefusedError,
    check_code,
    check_recovery_code,
    enrol,
    make_recovery_codes,
    recovery_codes_left,
    take_away,
)
from tests.accounts.making import code_of, enrolled, member, verified
from tests.audit.making import seen
from tests.desk.making import account

pytestmark = pytest.mark.django_db

USED = "这个码不对，或者已经用过了。"


def history() -> list[str]:
    """Return what the log says, in order."""
    return [entry.get_change_message() for entry in LogEntry.objects.order_by("pk")]


def test_a_code_is_taken_once() -> None:
    user, device, _ = enrolled()
    code = code_of(device.key)
    assert check_code(user=user, code=code) == device
    with pytest.raises(RefusedError, match=USED):
        check_code(user=user, code=code)


def test_codes_leave_rows_in_the_audit_trail() -> None:
    user, device, papers = enrolled()
    before = len(seen())
    code = code_of(device.key)
    check_code(user=user, code=code)
    for again in (code, code):
        with pytest.raises(RefusedError):
            check_code(user=user, code=again)
    check_recovery_code(user=user, code=papers[0])
    what = f"auth.user:{user.pk}"
    assert [row[1:4] + row[5:] for row in seen()[before:]] == [
        ("step", what, "ok", "用验证码通过了两步验证"),
        ("login-failed", what, "refused", "验证码不对"),
        ("login-failed", what, "refused", "验证码试得太快"),
        ("step", what, "ok", "用恢复码通过了两步验证"),
    ]


def test_a_code_older_than_the_last_is_refused() -> None:
    user, device, _ = enrolled()
    check_code(user=user, code=code_of(device.key, ahead=1))
    with pytest.raises(RefusedError, match=USED):
        check_code(user=user, code=code_of(device.key))


@pytest.mark.parametrize(("ahead", "taken"), [(-3, False), (-1, True), (0, True), (1, True), (3, False)])
def test_a_phone_may_be_half_a_minute_wrong(ahead: int, taken: bool) -> None:  # noqa: FBT001  (a parameter of the table)
    user, device, _ = enrolled()
    try:
        check_code(user=user, code=code_of(device.key, ahead=ahead))
    except RefusedError:
        assert not taken
    else:
        assert taken


def test_a_code_may_be_typed_as_it_is_shown() -> None:
    user, device, _ = enrolled()
    code = code_of(device.key)
    full_width = "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in code)
    assert check_code(user=user, code=f" {full_width[:3]} {full_width[3:]}　") == device


def test_a_code_opens_nobody_elses_account() -> None:
    _, device, codes = enrolled()
    chen, _, _ = enrolled("chen")
    with pytest.raises(RefusedError, match=USED):
        check_code(user=chen, code=code_of(device.key))
    with pytest.raises(RefusedError, match=USED):
        check_recovery_code(user=chen, code=codes[0])


def test_a_device_that_was_never_confirmed_opens_nothing() -> None:
    user = member()
    device = TOTPDevice.objects.create(user=user, name="手机", confirmed=False)
    with pytest.raises(RefusedError, match="没有可用的验证设备"):
        check_code(user=user, code=code_of(device.key))
    with pytest.raises(RefusedError, match="没有可用的验证设备"):
        check_recovery_code(user=user, code="ab2c-de3f")


def test_a_recovery_code_is_taken_once() -> None:
    user, _, codes = enrolled()
    assert (len(set(codes)), recovery_codes_left(user)) == (10, 10)
    check_recovery_code(user=user, code=codes[0])
    assert recovery_codes_left(user) == 9
    with pytest.raises(RefusedError, match=USED):
        check_recovery_code(user=user, code=codes[0])


def test_a_recovery_code_may_be_typed_as_it_was_written_down() -> None:
    user, _, codes = enrolled()
    check_recovery_code(user=user, code=f" {codes[0].upper().replace('-', ' ')} ")
    check_recovery_code(user=user, code=codes[1].replace("-", ""))
    assert recovery_codes_left(user) == 8


def test_after_a_wrong_code_the_right_one_has_to_wait() -> None:
    user, device, codes = enrolled()
    with pytest.raises(RefusedError, match=USED):
        check_code(user=user, code="000000" if code_of(device.key) != "000000" else "000001")
    with pytest.raises(RefusedError, match="刚刚输错过，请 1 秒后再试。"):
        check_code(user=user, code=code_of(device.key))
    # The phone may be the wrong one; the paper is still right.
    check_recovery_code(user=user, code=codes[0])
    TOTPDevice.objects.update(throttling_failure_timestamp=timezone.now() - timedelta(seconds=2))
    assert check_code(user=user, code=code_of(device.key)) == device


@pytest.mark.parametrize(("failures", "wait"), [(5, "16 秒"), (7, "64 秒"), (8, "3 分钟"), (11, "18 分钟")])
def test_each_failure_doubles_the_wait(failures: int, wait: str) -> None:
    user, device, _ = enrolled()
    at = timezone.now()
    TOTPDevice.objects.update(throttling_failure_count=failures, throttling_failure_timestamp=at)
    with pytest.raises(RefusedError, match=f"请 {wait}后再试。"):
        check_code(user=user, code=code_of(device.key))


def test_recovery_codes_are_not_guessed_at_speed() -> None:
    user, _, codes = enrolled()
    with pytest.raises(RefusedError, match=USED):
        check_recovery_code(user=user, code="aaaa-aaaa")
    with pytest.raises(RefusedError, match="刚刚输错过"):
        check_recovery_code(user=user, code=codes[0])
    assert recovery_codes_left(user) == 10


def test_a_device_is_enrolled_by_a_code_of_its_key() -> None:
    user, key = member(), default_key()
    at = datetime(2026, 3, 29, 20, 0, tzinfo=timezone.get_default_timezone())
    device = enrol(user=user, key=key, code=code_of(key), may_replace=False, at=at)
    assert list(TOTPDevice.objects.values_list("user", "key", "confirmed", "name")) == [
        (user.pk, key, True, "2026-03-29 绑定")
    ]
    assert second_factor.device_of(user) == device
    assert history() == ["绑定了验证设备"]


def test_the_code_that_enrolled_a_device_opens_nothing_more() -> None:
    user, key = member(), default_key()
    code = code_of(key)
    enrol(user=user, key=key, code=code, may_replace=False)
    with pytest.raises(RefusedError, match=USED):
        check_code(user=user, code=code)
    with pytest.raises(RefusedError, match="这个二维码已经绑定过了。"):
        enrol(user=user, key=key, code=code, may_replace=True)
    assert TOTPDevice.objects.count() == 1


def test_a_wrong_code_enrols_nothing() -> None:
    user, key = member(), default_key()
    with pytest.raises(RefusedError, match="验证码不对。请确认手机的时间准确"):
        enrol(user=user, key=key, code=code_of(default_key()), may_replace=False)
    assert (TOTPDevice.objects.count(), history()) == (0, [])


def test_a_second_device_takes_the_place_of_the_first_where_it_may() -> None:
    user, first, codes = enrolled()
    key = default_key()
    with pytest.raises(RefusedError, match="刚刚已经绑定了设备"):
        enrol(user=user, key=key, code=code_of(key), may_replace=False)
    assert list(TOTPDevice.objects.all()) == [first]
    second = enrol(user=user, key=key, code=code_of(key), may_replace=True)
    assert list(TOTPDevice.objects.all()) == [second]
    with pytest.raises(RefusedError, match="没有可用的验证设备"):
        check_recovery_code(user=user, code=codes[0])
    assert history() == ["生成了新的恢复码", "更换了验证设备"]


def test_new_recovery_codes_take_the_place_of_the_old() -> None:
    user, _, old = enrolled()
    new = make_recovery_codes(user=user)
    assert set(old) & set(new) == set()
    with pytest.raises(RefusedError, match=USED):
        check_recovery_code(user=user, code=old[0])
    assert (StaticDevice.objects.count(), StaticToken.objects.count()) == (1, 10)


def test_taking_away_removes_everything_of_one_person() -> None:
    user, device, _ = enrolled()
    chen, other, _ = enrolled("chen")
    browser, neighbour = verified(user, device), verified(chen, other)
    take_away(user=user, by=account("管理员"))
    assert list(TOTPDevice.objects.all()) == [other]
    assert list(StaticDevice.objects.values_list("user", flat=True)) == [chen.pk]
    assert browser.get("/desk/")["Location"] == "/desk/login/?next=/desk/"
    assert neighbour.get("/desk/").status_code == 200
    entry = LogEntry.objects.latest("pk")
    assert (entry.user.username, entry.object_id, entry.get_change_message()) == (
        "user-管理员", str(user.pk), "移除了验证设备和恢复码，并退出其全部登录",
    )  # fmt: skip


def test_what_is_typed_by_hand_is_the_key_that_is_scanned() -> None:
    key = default_key()
    shown = second_factor.enrolment(member(), key)
    assert b32decode(shown["secret"].replace(" ", "")).hex() == key
    assert {len(group) for group in shown["secret"].split(" ")} == {4}
    assert shown["qr"].startswith("data:image/svg+xml")
