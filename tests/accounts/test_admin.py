"""No page of the admin shows a key, a recovery code or a failed log-in."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.contrib.auth.models import User

from tests.accounts.making import device_of
from tests.desk.making import client_of

pytestmark = pytest.mark.django_db


def test_devices_have_no_page() -> None:
    root = User.objects.create_superuser("root")
    device = device_of(root)
    assert client_of(root).get(f"/desk/otp_totp/totpdevice/{device.pk}/change/").status_code == 404
    assert {model._meta.label for model in admin.site._registry if model._meta.app_label != "desk"} == {
        "audit.Entry",
        "auth.Group",
        "auth.User",
        "record.Department",
        "record.Section",
        "record.Topic",
    }
