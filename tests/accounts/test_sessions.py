"""How long a log-in holds, and what ends it before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.contrib.sessions.models import Session
from django.test import Client
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from releases.accounts import sessions
from tests.accounts.making import PASSWORD, aged, member, said
from tests.desk.making import account, client_of, form_data

pytestmark = pytest.mark.django_db

IN, OUT = (200, ""), (302, "/desk/login/?next=/desk/")
IDLE = "您有 30 分钟没有操作，已自动退出，请重新登录。"
LONG = "登录已满 8 小时，请重新登录。"
CHANGED = "您的角色或权限有变化，请重新登录。"


def home(client: Client, **headers: str) -> tuple[int, str]:
    """Return how the desk's first page answers."""
    response = client.get("/desk/", headers=headers)
    return response.status_code, response.headers.get("Location", "")


@pytest.fixture
def user() -> User:
    return member()


@pytest.fixture
def desk(user: User) -> Client:
    return client_of(user)


@pytest.mark.parametrize(("minutes", "answer"), [(29.9, IN), (30.1, OUT)])
def test_half_an_hour_without_a_request_ends_a_session(
    desk: Client, minutes: float, answer: tuple[int, str]
) -> None:
    aged(desk, seen=timedelta(minutes=minutes))
    assert home(desk) == answer


@pytest.mark.parametrize(("hours", "answer"), [(7.9, IN), (8.1, OUT)])
def test_eight_hours_end_a_session_however_busy(desk: Client, hours: float, answer: tuple[int, str]) -> None:
    aged(desk, started=timedelta(hours=hours))
    assert home(desk) == answer


def test_limits_are_settings(desk: Client, settings: Settings) -> None:
    settings.SESSION_IDLE_MINUTES = 10
    aged(desk, seen=timedelta(minutes=11))
    assert said(desk.get("/desk/"))[0].startswith("您有 10 分钟没有操作")
    again = client_of(User.objects.get(username="zhou"))
    settings.SESSION_MAX_HOURS = 4
    aged(again, started=timedelta(hours=5))
    assert said(again.get("/desk/")) == ["登录已满 4 小时，请重新登录。"]


@pytest.mark.parametrize(
    ("seen", "started", "reason"),
    [(timedelta(minutes=31), timedelta(0), IDLE), (timedelta(0), timedelta(hours=9), LONG)],
)
def test_the_page_for_logging_in_says_why(
    desk: Client, seen: timedelta, started: timedelta, reason: str
) -> None:
    aged(desk, seen=seen, started=started)
    page = desk.get("/desk/desk/person/?q=1", follow=True)
    assert page.redirect_chain == [("/desk/login/?next=/desk/desk/person/%3Fq%3D1", 302)]
    assert page.content.decode().count(reason) == 1
    assert Session.objects.count() == 0


def test_whoever_works_stays_logged_in(desk: Client) -> None:
    for _ in range(4):
        aged(desk, seen=timedelta(minutes=20))
        assert home(desk) == IN


def test_a_request_a_minute_writes_one_row(
    desk: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    address = "/desk/jsi18n/"
    # The session, the account, and what decides what it may do.
    with django_assert_num_queries(3):
        desk.get(address)
    aged(desk, seen=timedelta(minutes=2))
    # And the session, in a transaction of its own.
    with django_assert_num_queries(6):
        desk.get(address)
    with django_assert_num_queries(3):
        desk.get(address)


def test_what_a_page_does_by_itself_keeps_no_session_alive(desk: Client) -> None:
    aged(desk, seen=timedelta(minutes=20))
    assert home(desk, **{"x-background": "1"}) == IN
    aged(desk, seen=timedelta(minutes=15))
    assert home(desk) == OUT


def test_typing_keeps_a_session_alive(desk: Client) -> None:
    aged(desk, seen=timedelta(minutes=20))
    assert home(desk, **{"x-background": "typed"}) == IN
    aged(desk, seen=timedelta(minutes=15))
    assert home(desk) == IN


@pytest.mark.parametrize("background", ["1", "typed"])
def test_a_script_is_told_and_not_led_away(desk: Client, background: str) -> None:
    aged(desk, seen=timedelta(minutes=31))
    told = [desk.get("/desk/", headers={"x-background": background}) for _ in range(2)]
    assert [(answer.status_code, answer.content.decode()) for answer in told] == [
        (401, IDLE),
        (401, "您已经退出登录。"),
    ]
    assert told[0]["Content-Type"] == "text/plain; charset=utf-8"


def test_a_session_from_before_sessions_were_dated_is_over(desk: Client) -> None:
    session = desk.session
    for key in (sessions.STARTED, sessions.SEEN, sessions.STANDING):
        del session[key]
    session.save()
    assert home(desk) == OUT


def _role_added(user: User) -> None:
    user.groups.add(Group.objects.get(name="签发"))


def _role_exchanged(user: User) -> None:
    # The two may do the same; they sign on different levels.
    user.groups.set([Group.objects.get(name="复审")])


def _roles_removed(user: User) -> None:
    user.groups.clear()


def _permission_added(user: User) -> None:
    user.user_permissions.add(Permission.objects.get(codename="view_group"))


def _made_superuser(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_superuser=True)


def _no_longer_staff(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_staff=False)


@pytest.mark.parametrize(
    "change",
    [_role_added, _role_exchanged, _roles_removed, _permission_added, _made_superuser, _no_longer_staff],
)
def test_whatever_changes_what_a_person_may_do_ends_every_session(change: Callable[[User], None]) -> None:
    user = account("初审", "zhou")
    browsers, other = [client_of(user), client_of(user)], client_of(member("chen"))
    change(user)
    assert [said(browser.get("/desk/")) for browser in browsers] == [[CHANGED], [CHANGED]]
    assert [home(browser) for browser in browsers] == [OUT, OUT]
    assert home(other) == IN


def test_a_role_and_a_permission_of_one_number_are_not_the_same(user: User) -> None:
    group = Group.objects.create(pk=Permission.objects.latest("pk").pk)
    user.groups.set([group])
    before = sessions.standing(user)
    user.groups.clear()
    user.user_permissions.add(group.pk)
    assert sessions.standing(user) != before


def test_a_new_password_ends_every_other_session(user: User, desk: Client) -> None:
    elsewhere = client_of(user)
    new = "Teal-Otter-42-Rides"
    typed = {"old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert desk.post("/desk/password_change/", typed).status_code == 302
    assert (home(desk), home(elsewhere)) == (IN, OUT)


def test_a_password_that_an_administrator_sets_ends_every_session(user: User, desk: Client) -> None:
    administrator = client_of(account("管理员"))
    address = f"/desk/auth/user/{user.pk}/password/"
    new = "Teal-Otter-42-Rides"
    data = {**form_data(administrator.get(address).content.decode()), "password1": new, "password2": new}
    assert administrator.post(address, {**data, "set-password": "1"}).status_code == 302
    assert (home(desk), home(administrator)) == (OUT, IN)


def test_ending_all_sessions_ends_only_theirs(user: User, desk: Client) -> None:
    elsewhere, other = client_of(user), client_of(member("chen"))
    sessions.end_all(user=user, by=None, reason="")
    assert [home(desk), home(elsewhere), home(other)] == [OUT, OUT, IN]
