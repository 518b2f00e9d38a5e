"""Where a request comes from, with or without proxies in front."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from ipaddress import IPv6Address, ip_address
from typing import Any

from django.conf import settings

# Verbs know no request: what they append while one is answered bears its address all the same.
current: ContextVar[str] = ContextVar("current", default="")


def address_of(meta: Mapping[str, Any], *, proxies: int | None = None) -> str:
    """Return the client's address: the connection's, or the one that the outermost of our proxies saw.

    Each proxy adds to the right of X-Forwarded-For the address it was called from. Of ``proxies`` such
    entries the leftmost is the client; everything further left is what the client says, and says nothing.
    """
    if proxies is None:
        proxies = getattr(settings, "TRUSTED_PROXIES", 0)
    remote = _plain(str(meta.get("REMOTE_ADDR", "")))
    if proxies < 1:
        return remote
    forwarded = str(meta.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    return _plain(forwarded[-proxies:][0].strip()) or remote


@contextmanager
def coming_from(address: str) -> Iterator[None]:
    """Let everything that is appended meanwhile bear this address."""
    token = current.set(address)
    try:
        yield
    finally:
        current.reset(token)


def _plain(text: str) -> str:
    """Return an address in its usual form, without a port; "" for what is none."""
    host = text
    if text.startswith("["):
        host = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        host = text.partition(":")[0]
    try:
        address = ip_address(host)
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        # A zone names an interface of this machine, and may be of any length.
        address = address.ipv4_mapped or IPv6Address(int(address))
    return str(address)
