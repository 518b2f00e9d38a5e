"""The gate: with a password alone nobody comes further than the page that asks for the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import URLResolver, get_resolver
from pytest_django.fixtures import Settings

from releases.desk import sharing
from tests.accounts.making import aged, code_of, enrolled, member, verified
from tests.desk.making import account, client_of, ready

pytestmark = pytest.mark.django_db

VERIFY = (302, "/desk/account/verify/")
BEFORE_THE_CODE = {
    "/desk/login/",
    "/desk/logout/",
    "/desk/jsi18n/",
    "/desk/account/verify/",
    "/desk/account/enrol/",
}


@pytest.fixture(autouse=True)
def _asked(settings: Settings) -> None:
    settings.SECOND_FACTOR = True


def addresses(resolver: Any, before: str = "") -> Iterator[str]:  # noqa: ANN401  (resolver and pattern share no type)
    """Return every address, with something in each of its places."""
    for each in resolver.url_patterns:
        path = before + str(each.pattern)
        if isinstance(each, URLResolver):
            yield from addresses(each, path)
        else:
            path = path.replace("^(?P<app_label>auth|desk|record)/$", "desk/").replace(
                "(?P<url>.*)$", "nowhere"
            )
            yield "/" + re.sub(r"<[^>]+>", "1", path)


def answer(client: Client, path: str, **headers: str) -> tuple[int, str]:
    """Return how a page answers, and where it leads."""
    response = client.get(path, headers=headers)
    return response.status_code, response.headers.get("Location", "").partition("?")[0]


@pytest.mark.sqlite
def test_with_a_password_alone_no_address_of_the_desk_answers() -> None:
    user = User.objects.create_superuser("root")
    below = {path for path in addresses(get_resolver()) if path.startswith("/desk/")}
    staff = {path for path in below if not path.startswith("/desk/preview/")}
    assert {"/desk/desk/conference/1/publish/", "/desk/auth/user/1/change/", "/desk/nowhere"} < staff
    led = {path for path in staff if answer(client_of(user), path) == VERIFY}
    assert staff - led == BEFORE_THE_CODE
    posted = {path for path in led if client_of(user).post(path).status_code == 302}
    assert posted == led


def test_the_page_leads_back_to_where_somebody_wanted_to_go() -> None:
    user, device, _ = enrolled()
    client = client_of(user)
    asked = client.get("/desk/desk/person/?q=a&p=2")
    assert asked["Location"] == "/desk/account/verify/?next=%2Fdesk%2Fdesk%2Fperson%2F%3Fq%3Da%26p%3D2"
    assert client.post(asked["Location"], {"code": code_of(device.key)})["Location"] == (
        "/desk/desk/person/?q=a&p=2"
    )
    assert answer(client, "/desk/desk/person/") == (200, "")


def test_nobody_is_asked_where_it_is_switched_off(settings: Settings) -> None:
    settings.SECOND_FACTOR = False
    assert answer(client_of(member()), "/desk/") == (200, "")


def test_whoever_is_not_logged_in_is_asked_for_the_password_first() -> None:
    assert answer(Client(), "/desk/") == (302, "/desk/login/")
    assert answer(Client(), "/desk/account/verify/") == (302, "/desk/login/")


def test_a_code_holds_for_one_browser() -> None:
    user, device, _ = enrolled()
    assert answer(verified(user, device), "/desk/") == (200, "")
    assert answer(client_of(user), "/desk/") == VERIFY


def test_a_code_ends_with_its_device() -> None:
    user, device, _ = enrolled()
    client = verified(user, device)
    device.delete()
    assert answer(client, "/desk/") == VERIFY


def test_a_script_without_a_code_is_told_and_not_led_away() -> None:
    client = client_of(member())
    told = client.get("/desk/", headers={"x-background": "1"})
    assert (told.status_code, told.content.decode()) == (401, "请先完成两步验证。")


def test_a_session_that_is_over_asks_for_the_password_not_the_code() -> None:
    client = client_of(member())
    aged(client, seen=timedelta(minutes=31))
    assert answer(client, "/desk/") == (302, "/desk/login/")


def test_a_link_for_people_without_an_account_opens_for_everybody() -> None:
    draft = ready()
    link = sharing.share(conference=draft, by=account("初审"), note="王科长", hours=24)
    page = f"/desk/preview/{sharing.token_of(link)}/"
    halfway, over = client_of(member()), client_of(member("chen"))
    aged(over, seen=timedelta(hours=1))
    for client in (Client(), halfway, over):
        assert answer(client, page) == (200, "")
        assert "Cookie" not in client.get(page).headers.get("Vary", "")
        assert answer(client, "/desk/preview/forged/") == (404, "")
    picture = next(iter(re.findall(rf'src="({page}files/[^"]+)"', Client().get(page).content.decode())))
    assert b"".join(halfway.get(picture))[:4] == b"RIFF"


def test_the_publics_pages_are_not_looked_at() -> None:
    client = client_of(member())
    aged(client, seen=timedelta(hours=1))
    assert answer(client, "/") == (200, "")
    assert answer(client, "/help/accessibility/") == (200, "")
    assert "Cookie" not in client.get("/").headers.get("Vary", "")
