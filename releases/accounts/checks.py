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
