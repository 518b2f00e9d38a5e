from __future__ import annotations

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from portal.roles import Role, middleware

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _desk(settings: Settings) -> None:
    settings.ROLE = Role.DESK
    settings.MIDDLEWARE = middleware(Role.DESK)
    settings.SITE_URL = "https://www.example.gov.cn"


def led(client: Client, address: str) -> tuple[int, str, str]:
    """Return the status, where it leads and whether that may be kept."""
    answer = client.get(address, headers={"host": "evil.example"})
    return answer.status_code, answer.get("Location", ""), answer.get("Cache-Control", "")


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/en/releases/?page=2",
        "/search/?q=%E6%B0%B4",
        "/api/v1/releases",
        "/media/a.jpg",
        "/q/20260329-1/t1",
    ],
)
def test_the_publics_addresses_lead_to_where_the_public_reads(client: Client, address: str) -> None:
    assert led(client, address) == (302, f"https://www.example.gov.cn{address}", "no-store")


def test_nothing_is_sent_to_the_public_from_here(client: Client) -> None:
    assert client.post("/verify.json", {"text": "a"}).status_code == 404


def test_the_desk_and_what_never_was_are_as_ever(client: Client) -> None:
    assert led(client, "/desk/")[:2] == (302, "/desk/login/?next=/desk/")
    assert client.get("/nowhere/").status_code == 404
    assert client.get("/desk/preview/forged/").status_code == 404
