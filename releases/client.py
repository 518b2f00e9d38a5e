"""Where a request comes from."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """Return the caller's address: the proxy's word for it where the proxy is trusted, else the socket's."""
    raw = request.META.get("HTTP_X_REAL_IP" if settings.TRUST_X_REAL_IP else "REMOTE_ADDR", "")
    try:
        address = ip_address(raw.strip())
    except ValueError:
        return ""
    if isinstance(address, IPv6Address):
        # A zone names an interface of this machine, and may be of any length.
        address = address.ipv4_mapped or IPv6Address(int(address))
    return str(address)
