"""Reading the API as a program does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.test import Client

BASE = "/api/v1/"
LONG_AGO = "1970-01-01T00:00:00Z"


def got(client: Client, address: str) -> Any:  # noqa: ANN401  (whatever JSON says)
    """Return what an address answers with, which is taken as given or below the API's own."""
    path = address.removeprefix(settings.SITE_URL)
    response = client.get(path if path.startswith(BASE) else f"{BASE}{path}")
    assert (response.status_code, response.headers["Content-Type"]) == (200, "application/json"), address
    return response.json()


def problem(client: Client, address: str, status: int) -> Any:  # noqa: ANN401  (whatever JSON says)
    """Return the problem that an address answers with, with the status checked in both places."""
    response = client.get(f"{BASE}{address}")
    assert response.headers["Content-Type"] == "application/problem+json"
    value = response.json()
    assert (response.status_code, value["status"]) == (status, status)
    return value


def errors(client: Client, address: str) -> dict[str, str]:
    """Return what is wrong with each parameter."""
    value = problem(client, address, 400)
    assert (value["type"], value["title"]) == (f"{settings.SITE_URL}/api/#bad-parameter", "参数有误")
    return {error["parameter"]: error["detail"] for error in value["errors"]}


def pages(
    client: Client, address: str, between: Callable[[int], object] = lambda _: None
) -> Iterator[list[Any]]:
    """Yield the items of each page; ``between`` happens before each further one."""
    number = 0
    while True:
        page = got(client, address)
        yield page["items"]
        if page["next"] is None:
            return
        number += 1
        between(number)
        address = page["next"]


def items(client: Client, address: str, between: Callable[[int], object] = lambda _: None) -> list[Any]:
    """Return the items of all pages."""
    return [item for page in pages(client, address, between) for item in page]
