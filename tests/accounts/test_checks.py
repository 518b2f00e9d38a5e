from __future__ import annotations

import pytest
from django.core.checks import run_checks
from pytest_django.fixtures import Settings

# On Django 6.1 checks of JSON fields ask the database what it supports.
pytestmark = pytest.mark.django_db


def warnings() -> list[str]:
    """Return the ids of the accounts' own warnings."""
    return [
        found.id
        for found in run_checks(include_deployment_checks=True)
        if found.id and found.id.startswith("accounts.")
    ]


def test_a_desk_behind_a_password_alone_is_warned_of(settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    assert warnings() == ["accounts.W001"]
    settings.SECOND_FACTOR = True
    assert warnings() == []


def test_a_proxy_that_is_trusted_by_half_is_warned_of(settings: Settings) -> None:
    settings.SECOND_FACTOR = True
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert warnings() == ["accounts.W002"]
    settings.TRUST_X_REAL_IP = True
    assert warnings() == []
