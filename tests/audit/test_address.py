"""Where a request comes from: what the connection says, and what our own proxies say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from releases.audit.address import address_of


@pytest.mark.parametrize(
    ("remote", "forwarded", "proxies", "found"),
    [
        ("192.0.2.1", "", 0, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.9", 0, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.9", 1, "198.51.100.9"),
        # What the client itself wrote stands to the left, and says nothing.
        ("192.0.2.1", "10.9.9.9, 198.51.100.9", 1, "198.51.100.9"),
        ("192.0.2.1", "10.9.9.9, 198.51.100.9, 192.0.2.2", 2, "198.51.100.9"),
        # Fewer than there are proxies: all of it is ours.
        ("192.0.2.1", "198.51.100.9", 2, "198.51.100.9"),
        ("192.0.2.1", "", 1, "192.0.2.1"),
        ("192.0.2.1", "unknown", 1, "192.0.2.1"),
        ("192.0.2.1", "198.51.100.9:4711", 1, "198.51.100.9"),
        ("192.0.2.1", "[2001:DB8::1]:4711", 1, "2001:db8::1"),
        ("192.0.2.1", "2001:0db8:0:0::1", 1, "2001:db8::1"),
        ("::ffff:192.0.2.1", "", 0, "192.0.2.1"),
        ("fe80::1%eth0", "", 0, "fe80::1"),
        ("", "", 0, ""),
        ("unix:", "", 0, ""),
    ],
)
def test_address_of(remote: str, forwarded: str, proxies: int, found: str) -> None:
    meta = {"REMOTE_ADDR": remote, **({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})}
    assert address_of(meta, proxies=proxies) == found


def test_the_setting_says_how_many_proxies_are_ours(settings: Settings) -> None:
    meta = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": "198.51.100.9"}
    settings.TRUSTED_PROXIES = 0
    assert address_of(meta) == "192.0.2.1"
    settings.TRUSTED_PROXIES = 1
    assert address_of(meta) == "198.51.100.9"


def test_no_request_at_all_has_no_address() -> None:
    assert address_of({}) == ""


@given(st.text(max_size=60), st.text(max_size=60), st.integers(-1, 3))
def test_whatever_is_sent_fits_the_column(remote: str, forwarded: str, proxies: int) -> None:
    meta = {"REMOTE_ADDR": remote, "HTTP_X_FORWARDED_FOR": forwarded}
    assert len(address_of(meta, proxies=proxies)) <= 45
