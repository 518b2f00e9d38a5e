from __future__ import annotations

import time

import pytest
from django.test import Client

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
