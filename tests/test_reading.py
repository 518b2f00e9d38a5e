from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from portal.roles import Role, middleware, urlconf
from tests.record.walking import addresses

# The quote check takes a form.
TAKES = {"/verify/": "GET, HEAD, POST", "/en/verify/": "GET, HEAD, POST", "/verify.json": "POST"}


@pytest.mark.django_db
@pytest.mark.parametrize("role", [Role.ALL, Role.PUBLIC])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PROPFIND"])
def test_what_is_only_read_says_so_in_each_role(role: Role, method: str, settings: Settings) -> None:
    settings.ROLE, settings.MIDDLEWARE, settings.ROOT_URLCONF = role, middleware(role), urlconf(role)
    client = Client(enforce_csrf_checks=True)
    asked = addresses(releases=["20260329-1"], people=["11"], media=["photos/a.webp"])
    told = {}
    for address in [*asked, "/verify.json"]:
        path = address.partition("?")[0]
        answer = client.generic(method, address)
        told[path] = (answer.status_code, answer.headers.get("Allow"))
    expected: dict[str, tuple[int, str | None]] = {
        path: (405, "GET, HEAD, OPTIONS" if "/api/v1/" in path else "GET, HEAD") for path in told
    }
    for path, allowed in TAKES.items():
        # What takes a form finds nothing in this one.
        expected[path] = (400, None) if method == "POST" else (405, allowed)
    assert len(told) > 60
    assert told == expected


@pytest.mark.django_db
def test_the_desk_takes_no_form_without_its_token() -> None:
    assert Client(enforce_csrf_checks=True).post("/desk/login/", {"username": "a"}).status_code == 403
