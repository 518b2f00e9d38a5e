from __future__ import annotations

import pytest
from django.test import RequestFactory
from pytest_django.fixtures import Settings

from releases.client import client_address


@pytest.mark.parametrize(
    ("trusted", "socket", "said", "found"),
    [
        (False, "192.0.2.7", "198.51.100.1", "192.0.2.7"),
        (True, "127.0.0.1", "198.51.100.1", "198.51.100.1"),
        (True, "127.0.0.1", " 2001:db8::0001 ", "2001:db8::1"),
        (True, "127.0.0.1", "198.51.100.1, 127.0.0.1", ""),
        (True, "127.0.0.1", "<script>", ""),
        (False, "", "198.51.100.1", ""),
        (False, "::ffff:192.0.2.7", "", "192.0.2.7"),
        (False, f"fe80::1%{'x' * 60}", "", "fe80::1"),
    ],
)
def test_the_proxys_word_counts_only_where_it_is_trusted(
    settings: Settings,
    trusted: bool,  # noqa: FBT001  (a parameter of the table)
    socket: str,
    said: str,
    found: str,
) -> None:
    settings.TRUST_X_REAL_IP = trusted
    request = RequestFactory().get("/", REMOTE_ADDR=socket, headers={"X-Real-IP": said})
    assert client_address(request) == found
