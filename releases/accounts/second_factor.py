"""The second factor: a code from a person's own device, and codes on paper for when it is lost."""

from __future__ import annotations

import unicodedata
from base64 import b32encode
from datetime import datetime
from math import ceil

import django_otp
import segno
from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from releases.accounts.sessions import end_all
from releases.audit.chain import append
from releases.audit.log import by_user
from releases.audit.models import Action, Result

RECOVERY_CODES = 10


class RefusedError(Exception):
    """Says in Chinese why a code was not taken."""


def device_of(user: User) -> TOTPDevice | None:
    """Return the device that a person has confirmed."""
    return TOTPDevice.objects.filter(user=user, confirmed=True).order_by("-pk").first()


def recovery_codes_left(user: User) -> int:
    """Return how many recovery codes a person has not used."""
    left: int = StaticToken.objects.filter(device__user=user, device__confirmed=True).count()
    return left


def check_code(*, user: User, code: str) -> TOTPDevice:
    """Take a code of the person's device: once, and after failures not at once."""
    return _check(user, device_of(user), _digits(code))


def check_recovery_code(*, user: User, code: str) -> StaticDevice:
    """Take one of the person's recovery codes, which is then used up."""
    device = StaticDevice.objects.filter(user=user, confirmed=True).order_by("pk").first()
    return _check(user, device, _letters(code))


@transaction.atomic
def enrol(*, user: User, key: str, code: str, may_replace: bool, at: datetime | None = None) -> TOTPDevice:
    """Make the device with this key the person's only one, once a code shows that they have it."""
    User.objects.select_for_update().get(pk=user.pk)
    earlier = list(TOTPDevice.objects.filter(user=user))
    if any(device.confirmed for device in earlier) and not may_replace:
        raise RefusedError("这个账号刚刚已经绑定了设备，请先用它验证。")
    if any(device.key == key for device in earlier):
        # A page sent twice: made anew, the device would take the same code again.
        raise RefusedError("这个二维码已经绑定过了。")
    name = f"{timezone.localtime(at):%Y-%m-%d} 绑定"
    device = TOTPDevice.objects.create(user=user, name=name, key=key, confirmed=False)
    if not device.verify_token(_digits(code)):
        raise RefusedError("验证码不对。请确认手机的时间准确，然后输入应用里现在显示的 6 位数字。")
    device.confirmed = True
    device.save()
    # Sessions that an earlier device or its recovery codes opened end with them.
    TOTPDevice.objects.filter(pk__in=[each.pk for each in earlier]).delete()
    StaticDevice.objects.filter(user=user).delete()
    by_user(user, user, "更换了验证设备" if earlier else "绑定了验证设备")
    return device


@transaction.atomic
def make_recovery_codes(*, user: User) -> list[str]:
    """Return new recovery codes; earlier ones no longer work."""
    User.objects.select_for_update().get(pk=user.pk)
    device, _ = StaticDevice.objects.get_or_create(user=user, defaults={"name": "恢复码"})
    device.token_set.all().delete()
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    by_user(user, user, "生成了新的恢复码")
    return [f"{code[:4]}-{code[4:]}" for code in codes]


@transaction.atomic
def take_away(*, user: User, by: User | None) -> None:
    """Remove a lost device and its recovery codes, and end what it may have opened."""
    TOTPDevice.objects.filter(user=user).delete()
    StaticDevice.objects.filter(user=user).delete()
    end_all(user=user, by=by, reason="移除了验证设备和恢复码，并退出其全部登录")


def enrolment(user: User, key: str) -> dict[str, str]:
    """Return a key as a picture to scan and as a text to type."""
    device = TOTPDevice(user=user, key=key)
    secret = b32encode(device.bin_key).decode()
    return {
        "qr": segno.make(device.config_url, error="l", micro=False).svg_data_uri(scale=5, light="#fff"),
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    }


def _check(user: User, device: TOTPDevice | StaticDevice | None, code: str) -> TOTPDevice | StaticDevice:
    if device is None:
        raise RefusedError("这个账号没有可用的验证设备或恢复码，请联系管理员。")
    kind = "恢复码" if isinstance(device, StaticDevice) else "验证码"
    allowed, why = device.verify_is_allowed()
    if not allowed:
        _refused(user, f"{kind}试得太快")
        seconds = ceil((why["locked_until"] - timezone.now()).total_seconds())
        wait = f"{seconds} 秒" if seconds < 120 else f"{ceil(seconds / 60)} 分钟"
        raise RefusedError(f"刚刚输错过，请 {wait}后再试。")
    # It locks the device's row while it judges: two requests at once never both use one code.
    verified = django_otp.verify_token(user, device.persistent_id, code)
    if verified is None:
        _refused(user, f"{kind}不对")
        raise RefusedError("这个码不对，或者已经用过了。")
    append(by=user, action=Action.STEP, what=user, detail=f"用{kind}通过了两步验证")
    return verified


def _refused(user: User, detail: str) -> None:
    append(by=user, action=Action.LOGIN_FAILED, what=user, result=Result.REFUSED, detail=detail)


def _digits(code: str) -> str:
    return "".join(unicodedata.normalize("NFKC", code).split())


def _letters(code: str) -> str:
    return _digits(code).replace("-", "").lower()
