"""The command for when nobody is left who could do it at the desk."""

from __future__ import annotations

import io

import pytest
from django.contrib.admin.models import LogEntry
from django.core.management import CommandError, call_command
from django_otp.plugins.otp_totp.models import TOTPDevice

from tests.accounts.making import enrolled, verified

pytestmark = pytest.mark.django_db


def test_it_takes_the_device_away_and_ends_the_sessions() -> None:
    user, device, _ = enrolled("root", "管理员")
    _, other, _ = enrolled()
    browser = verified(user, device)
    out = io.StringIO()
    call_command("take_away_second_factor", "root", stdout=out)
    assert out.getvalue() == "Done: at the next log-in root enrols a new device.\n"
    assert list(TOTPDevice.objects.all()) == [other]
    assert browser.get("/desk/").status_code == 302
    assert "移除了验证设备和恢复码，并退出其全部登录" not in {
        entry.get_change_message() for entry in LogEntry.objects.all()
    }


def test_an_unknown_account_is_named() -> None:
    with pytest.raises(CommandError, match=r"^There is no account 'nobody'\.$"):
        call_command("take_away_second_factor", "nobody")
