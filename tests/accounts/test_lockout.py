"""Five failures lock an account, and an address, for a quarter of an hour; nobody learns which accounts exist."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.db.models import F
from django.test import Client
from pytest_django.fixtures import Settings

from tests.accounts.making import PASSWORD, member

pytestmark = pytest.mark.django_db

HERE, THERE = "192.0.2.1", "198.51.100.1"
WRONG = "用户名或密码不对，请重新输入。用户名和密码都区分大小写。"


def attempt(
    username: str = "zhou",
    password: str = "",
    *,
    socket: str = HERE,
    agent: str = "Firefox",
    **said: str,
) -> Any:  # noqa: ANN401  (what the test client returns has no name)
    """Send the form of the log-in page."""
    typed = {"username": username, "password": password or "wrong", "next": "/desk/"}
    browser = Client(headers={"user-agent": agent, **said})
    return browser.post("/desk/login/", typed, REMOTE_ADDR=socket)


def entered(response: Any) -> bool:  # noqa: ANN401  (what the test client returns has no name)
    """Return whether an attempt led to the desk; it is refused or locked out otherwise."""
    assert response.status_code in (200, 302, 429)
    return bool(response.status_code == 302 and response["Location"] == "/desk/")


def earlier(minutes: float) -> None:
    """Make every failure so much older."""
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=minutes))


def test_the_fifth_failure_locks_the_account_from_everywhere() -> None:
    member()
    assert [attempt(socket=f"192.0.2.{n}").status_code for n in range(1, 6)] == [200, 200, 200, 200, 429]
    locked = attempt(password=PASSWORD, socket=THERE)
    assert (locked.status_code, locked["Retry-After"], locked["Cache-Control"]) == (429, "900", "no-store")
    assert "请 15 分钟后再试" in locked.content.decode()


def test_four_failures_lock_nobody() -> None:
    member()
    pages = [attempt().content.decode() for _ in range(4)]
    assert [WRONG in page for page in pages] == [True] * 4
    assert pages[0].count("<title>出错：登录 | 编辑台</title>") == 1
    assert entered(attempt(password=PASSWORD))


def test_five_failures_lock_the_address_for_every_account() -> None:
    member()
    for number in range(5):
        attempt(f"nobody-{number}")
    assert attempt(password=PASSWORD).status_code == 429
    assert entered(attempt(password=PASSWORD, socket=THERE))


def test_another_browser_is_no_other_address() -> None:
    member()
    for number in range(5):
        attempt(f"nobody-{number}", agent=f"Browser/{number}")
    assert attempt(password=PASSWORD, agent="Browser/9").status_code == 429


def test_a_neighbour_in_the_same_ipv6_network_is_the_same_address() -> None:
    member()
    for number in range(1, 6):
        attempt(f"nobody-{number}", socket=f"2001:db8:1:2::{number}")
    assert attempt(password=PASSWORD, socket="2001:db8:1:2:9::9").status_code == 429
    assert entered(attempt(password=PASSWORD, socket="2001:db8:1:3::1"))


def test_the_trusted_proxy_says_the_address(settings: Settings) -> None:
    settings.TRUST_X_REAL_IP = True
    member()
    for number in range(5):
        attempt(f"nobody-{number}", socket="127.0.0.1", **{"x-real-ip": HERE})
    assert attempt(password=PASSWORD, socket="127.0.0.1", **{"x-real-ip": HERE}).status_code == 429
    assert entered(attempt(password=PASSWORD, socket="127.0.0.1", **{"x-real-ip": THERE}))


def test_what_a_caller_claims_changes_no_count() -> None:
    member()
    for number in range(5):
        attempt(f"nobody-{number}", **{"x-real-ip": f"203.0.113.{number}", "x-forwarded-for": THERE})
    assert attempt(password=PASSWORD, **{"x-real-ip": THERE}).status_code == 429


def test_whoever_comes_without_an_address_is_counted_too(settings: Settings) -> None:
    settings.TRUST_X_REAL_IP = True
    member()
    for number in range(5):
        attempt(f"nobody-{number}", **{"x-real-ip": "" if number % 2 else "?"})
    assert attempt(password=PASSWORD).status_code == 429
    assert entered(attempt(password=PASSWORD, **{"x-real-ip": THERE}))


def test_a_lock_lifts_by_itself_and_trying_on_does_not_lengthen_it() -> None:
    member()
    for _ in range(5):
        attempt()
    earlier(14)
    assert attempt(password=PASSWORD).status_code == 429
    earlier(1.1)
    assert entered(attempt(password=PASSWORD))


def test_a_log_in_of_ones_own_wipes_no_failure() -> None:
    member()
    member("chen")
    for _ in range(4):
        attempt()
    assert entered(attempt("chen", PASSWORD))
    assert attempt().status_code == 429


@pytest.mark.parametrize("made", [True, False])
def test_an_account_that_is_not_there_is_answered_alike(made: bool) -> None:  # noqa: FBT001  (a parameter of the table)
    if made:
        member()
    pages = [attempt() for _ in range(6)]
    assert [page.status_code for page in pages] == [200, 200, 200, 200, 429, 429]
    bodies = [re.sub(r'value="\w{64}"', "", page.content.decode()) for page in pages]
    assert len(set(bodies[:4])) == len(set(bodies[4:])) == 1
    assert WRONG in bodies[0]
    assert re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", bodies[4])) == (
        "登录已暂停429登录失败次数过多这个账号或您的网络地址已有5次登录失败。请15分钟后再试；在此之前，密码正确也不能登录。"
        "忘记密码的，请联系管理员。回到登录页"
    )


def test_no_password_is_kept_of_a_failure() -> None:
    attempt(password="Almost-right-77")
    row = AccessAttempt.objects.get()
    kept = [str(getattr(row, field.name)) for field in AccessAttempt._meta.concrete_fields]
    assert [value for value in kept if "Almost-right" in value] == []
    assert (row.username, row.ip_address, row.failures_since_start) == ("zhou", HERE, 1)
