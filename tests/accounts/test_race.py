"""One code sent twice at the same moment."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from django_otp.plugins.otp_totp.models import TOTPDevice, default_key

from releases.accounts.second_factor import (
    RefusedError,
    check_code,
    check_recovery_code,
    enrol,
    make_recovery_codes,
    recovery_codes_left,
)
from tests.accounts.making import code_of, device_of
from tests.record.test_race import at_once

pytestmark = [
    # SQLite's tests run in memory, where connections cannot wait for each other.
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


def outcomes(number: int, work: Callable[[], object]) -> list[bool]:
    """Run the work in so many threads at once, and return which of them were let in."""
    found: list[bool] = []

    def tried(index: int) -> None:  # noqa: ARG001  (all do the same)
        try:
            work()
        except RefusedError:
            found.append(False)
        else:
            found.append(True)

    at_once(number, tried)
    return sorted(found)


@pytest.fixture
def user() -> User:
    return User.objects.create_user("zhou", is_staff=True)


def test_a_code_lets_one_of_twelve_in(user: User) -> None:
    code = code_of(device_of(user).key)
    assert outcomes(12, lambda: check_code(user=user, code=code)) == [*[False] * 11, True]


def test_a_recovery_code_lets_one_of_four_in(user: User) -> None:
    code = make_recovery_codes(user=user)[0]
    assert outcomes(4, lambda: check_recovery_code(user=user, code=code)) == [False, False, False, True]
    assert recovery_codes_left(user) == 9


def test_one_of_eight_first_devices_is_enrolled(user: User) -> None:
    def first() -> None:
        key = default_key()
        enrol(user=user, key=key, code=code_of(key), may_replace=False)

    assert outcomes(8, first) == [*[False] * 7, True]
    assert TOTPDevice.objects.filter(user=user, confirmed=True).count() == 1
