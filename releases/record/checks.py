"""Deployment checks: what the public is owed on every page and only settings can say."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, register
from django.core.checks import Warning as CheckWarning

_OWED = {
    "SITE_ID_CODE": "网站标识码",
    "SITE_ORGANISER": "主办单位",
    "SITE_CONTACT": "联系方式",
    "SITE_ICP": "ICP备案号",
    "SITE_POLICE_RECORD": "公安备案号",
    "SITE_POLICE_RECORD_URL": "公安备案号的链接",
    "SITE_PARTY_GOV_MARK_URL": "党政机关网站标识的链接",
    "SITE_ERROR_REPORT_URL": "“我为政府网站找错”的链接",
}
_ID_CODE = re.compile(r"bm\d{8}|\d{10}", re.ASCII)


@register(deploy=True)
def owed_to_the_public(**kwargs: object) -> list[CheckMessage]:  # noqa: ARG001  (a check is handed app_configs)
    """Warn of each line of the footer that has no value."""
    return [
        CheckWarning(f"页脚缺少{label}。", hint=f"Set {name} in the environment: {label}.", id="portal.W001")
        for name, label in _OWED.items()
        if not getattr(settings, name)
    ]


@register(deploy=True)
def id_code_has_its_form(**kwargs: object) -> list[CheckMessage]:  # noqa: ARG001  (a check is handed app_configs)
    """Warn of a 网站标识码 that no register could have issued."""
    if not settings.SITE_ID_CODE or _ID_CODE.fullmatch(settings.SITE_ID_CODE):
        return []
    hint = "Set SITE_ID_CODE to ten digits, or bm and eight digits."
    return [CheckWarning(f"网站标识码“{settings.SITE_ID_CODE}”的格式不对。", hint=hint, id="portal.W002")]


@register(deploy=True)
def address_is_one_of_https(**kwargs: object) -> list[CheckMessage]:  # noqa: ARG001  (a check is handed app_configs)
    """Warn of a canonical address that printed QR codes should not carry."""
    parts = urlsplit(settings.SITE_URL)
    if parts.scheme == "https" and parts.hostname and not (parts.path or parts.query or parts.fragment):
        return []
    hint = "Set SITE_URL to https:// and the host, with nothing after it."
    return [CheckWarning(f"SITE_URL={settings.SITE_URL} 不是规范的网站地址。", hint=hint, id="portal.W003")]
