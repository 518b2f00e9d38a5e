"""Canonical addresses: from settings alone, never from a request's Host header."""

from django.conf import settings


def absolute(path: str) -> str:
    """Return the canonical address of a path on this site, or of media kept at one of its own."""
    return path if path.startswith(("http://", "https://")) else f"{settings.SITE_URL}{path}"
