from __future__ import annotations

import time

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from portal.front import SAID_IN_FRONT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "asked", "told"),
    [
        ("/releases/", "second", True),
        ("/nothing/", "second", True),
        ("/releases/", "minute", False),
        ("/search/", "second", False),
    ],
)
def test_nginx_is_told_the_end_of_the_second(client: Client, path: str, asked: str, *, told: bool) -> None:
    before = int(time.time())
    until = client.get(path, headers={"X-Keep-Within": asked}).headers.get("X-Accel-Expires")
    seconds = {f"@{second}" for second in range(before, int(time.time()) + 1)} if told else {None}
    assert until in seconds


def test_nobody_else_is(client: Client) -> None:
    assert "X-Accel-Expires" not in client.get("/releases/").headers


@pytest.mark.parametrize("path", ["/releases/", "/nothing/", "/static/site/site.css"])
@pytest.mark.parametrize(
    ("front", "trusted", "left"),
    [("front", True, set()), ("front", False, set(SAID_IN_FRONT)), ("back", True, set(SAID_IN_FRONT))],
)
def test_what_nginx_says_itself_is_left_out_for_it_alone(
    client: Client, settings: Settings, path: str, front: str, left: set[str], *, trusted: bool
) -> None:
    settings.TRUST_X_REAL_IP = trusted
    answer = client.get(path, headers={"X-Headers-From": front})
    assert {name for name in SAID_IN_FRONT if name in answer.headers} == left
    assert b"".join(answer)
