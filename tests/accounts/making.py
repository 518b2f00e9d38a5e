"""What the accounts' tests are made of: staff with real devices, and sessions of any age."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.contrib.messages import get_messages
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_totp.models import TOTPDevice

from releases.accounts import second_factor, sessions
from tests.desk.making import account, client_of

PASSWORD = "Lan-jiang-2026-qing"


def member(username: str = "zhou", role: str = "撰稿") -> User:
    """Return an account with a password that may be used."""
    user = account(role, username)
    user.set_password(PASSWORD)
    user.save()
    return user


def code_of(key: str, *, ahead: int = 0) -> str:
    """Return the code that a phone with this key shows, so many times thirty seconds from now."""
    totp = TOTP(bytes.fromhex(key))
    totp.time = time.time() + ahead * 30
    return f"{totp.token():06d}"


def device_of(user: User) -> TOTPDevice:
    """Return a device that the person has already confirmed."""
    return TOTPDevice.objects.create(user=user, name="手机")


def enrolled(username: str = "zhou", role: str = "撰稿") -> tuple[User, TOTPDevice, list[str]]:
    """Return an account, its device and its recovery codes."""
    user = member(username, role)
    return user, device_of(user), second_factor.make_recovery_codes(user=user)


def verified(user: User, device: TOTPDevice) -> Client:
    """Return a browser in which the person has given password and code."""
    client = client_of(user)
    answer = client.post("/desk/account/verify/", {"code": code_of(device.key)})
    assert answer.status_code == 302
    return client


def aged(client: Client, *, started: timedelta = timedelta(0), seen: timedelta = timedelta(0)) -> None:
    """Make a session begin, or rest, so much earlier."""
    session = client.session
    session[sessions.STARTED] -= int(started.total_seconds())
    session[sessions.SEEN] -= int(seen.total_seconds())
    session.save()


def said(response: Any) -> list[str]:  # noqa: ANN401  (what the test client returns has no name)
    """Return the messages that an answer leaves for the next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]


def errors(response: Any) -> list[str]:  # noqa: ANN401  (what the test client returns has no name)
    """Return what a page says is wrong."""
    lists = re.findall(r'<ul class="errorlist[^>]*>(.*?)</ul>', response.content.decode(), re.DOTALL)
    return [each for found in lists for each in re.findall(r"<li>(.*?)</li>", found)]
