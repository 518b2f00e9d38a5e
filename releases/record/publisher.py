"""Who publishes, as settings have it."""

from __future__ import annotations

from django.conf import settings


def publisher() -> str:
    """Return the organiser of the site, else its name."""
    return settings.SITE_ORGANISER or settings.SITE_NAME
