"""Deployment checks: what a desk on a network needs."""

from __future__ import annotations

from django.conf import settings
from django.core.checks import CheckMessage, register
from django.core.checks import Warning as CheckWarning


@register(deploy=True)
def second_factor_is_on(**kwargs: object) -> list[CheckMessage]:  # noqa: ARG001  (a check is handed app_configs)
    """Warn when a password alone opens the desk."""
    if settings.SECOND_FACTOR:
        return []
    hint = "Remove SECOND_FACTOR=0 from the environment."
    return [CheckWarning("编辑台只凭密码就能登录。", hint=hint, id="accounts.W001")]


@register(deploy=True)
def addresses_are_the_callers(**kwargs: object) -> list[CheckMessage]:  # noqa: ARG001  (a check is handed app_configs)
    """Warn when a proxy is trusted, but not for the caller's address: everybody would share the proxy's."""
    if settings.TRUST_X_REAL_IP or not settings.SECURE_PROXY_SSL_HEADER:
        return []
    hint = "Let the proxy set X-Real-IP on every request, and set TRUST_X_REAL_IP=1."
    message = "所有人的登录失败都记在反向代理的地址上，五次就会暂停所有人登录。"
    return [CheckWarning(message, hint=hint, id="accounts.W002")]
