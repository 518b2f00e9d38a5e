"""Logging in and out, told by django.contrib.auth: the one place that every way in passes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver

from releases.audit.chain import append
from releases.audit.models import Action, Result


@receiver(user_logged_in, dispatch_uid="audit")
def logged_in(user: AbstractBaseUser, **_: Any) -> None:
    """Append who has come in."""
    append(by=user, action=Action.LOGIN, what=user)


@receiver(user_login_failed, dispatch_uid="audit")
def login_failed(credentials: dict[str, Any], **_: Any) -> None:
    """Append whose account somebody tried."""
    append(
        by=None,
        account=str(credentials.get("username", "")),
        action=Action.LOGIN_FAILED,
        result=Result.REFUSED,
    )


@receiver(user_logged_out, dispatch_uid="audit")
def logged_out(user: AbstractBaseUser | None, **_: Any) -> None:
    """Append who has left; a session that had run out already belongs to nobody."""
    if user is not None:
        append(by=user, action=Action.LOGOUT, what=user)
