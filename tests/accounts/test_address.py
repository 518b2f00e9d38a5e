"""What counts as one address where failed log-ins are counted."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from releases.accounts.address import counted_address


@pytest.mark.parametrize(
    ("socket", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff::1", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("fe80::1%eth0", "fe80::"),
        ("", "::"),
        ("unix:/run/portal.sock", "::"),
    ],
)
def test_the_counted_address(socket: str, counted: str) -> None:
    assert counted_address(RequestFactory().get("/", REMOTE_ADDR=socket)) == counted
