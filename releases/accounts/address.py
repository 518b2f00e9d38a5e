"""The address that failed log-ins are counted by."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

from django.http import HttpRequest

from releases.client import client_address

# All who come without an address count as one: were each of them nobody, they could guess on for ever. A
# proxy that does its work leaves nobody without; where it does not, staff notice on the first day.
UNKNOWN = "::"


def counted_address(request: HttpRequest) -> str:
    """Return what counts as one address: an IPv6 caller has a whole /64 to choose from."""
    found = client_address(request)
    if not found:
        return UNKNOWN
    address = ip_address(found)
    if isinstance(address, IPv4Address):
        return found
    return str(IPv6Address(int(address) >> 64 << 64))
