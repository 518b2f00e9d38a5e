"""What every page may say of the site itself, from settings alone: no request, no database."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language


def context(request: HttpRequest) -> dict[str, Any]:  # noqa: ARG001  (a context processor is handed the request)
    """Return ``site`` for templates; the canonical address never comes from the Host header."""
    return {"site": facts()}


def facts() -> dict[str, str]:
    """Return the site's name, address and what its footer owes the public; names as the page speaks."""
    english = get_language() == "en"
    return {
        "name": (english and settings.SITE_NAME_EN) or settings.SITE_NAME,
        "url": settings.SITE_URL,
        "domain": urlsplit(settings.SITE_URL).hostname or "",
        "id_code": settings.SITE_ID_CODE,
        "organiser": (english and settings.SITE_ORGANISER_EN) or settings.SITE_ORGANISER,
        "contact": settings.SITE_CONTACT,
        "icp": settings.SITE_ICP,
        "police_record": settings.SITE_POLICE_RECORD,
        "police_record_url": settings.SITE_POLICE_RECORD_URL,
        "party_gov_mark_url": settings.SITE_PARTY_GOV_MARK_URL,
        "error_report_url": settings.SITE_ERROR_REPORT_URL,
    }
