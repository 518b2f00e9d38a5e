"""Logging in and out, told by django.contrib.auth: the one place that every way in passes."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest

from releases.audit.chain import append
from releases.audit.models import Action, Result
from releases.storable import storable


@receiver(user_logged_in, dispatch_uid="audit")
def logged_in(user: AbstractBaseUser, **_: Any) -> None:
    """Append who has come in."""
    append(by=user, action=Action.LOGIN, what=user)


@receiver(user_login_failed, dispatch_uid="audit")
def login_failed(credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any) -> None:
    """Append whose account somebody tried, and why that was no way in."""
    account = str(credentials.get("username", ""))
    append(
        by=None,
        account=account,
        action=Action.LOGIN_FAILED,
        result=Result.REFUSED,
        detail=_why(account, request),
    )


@receiver(user_logged_out, dispatch_uid="audit")
def logged_out(user: AbstractBaseUser | None, **_: Any) -> None:
    """Append who has left; a session that had run out already belongs to nobody."""
    if user is not None:
        append(by=user, action=Action.LOGOUT, what=user)


def _why(account: str, request: HttpRequest | None) -> str:
    """Return the reason that the page does not tell: there, every failure looks alike.

    The receivers of django-axes stand behind this one in line, so the attempt that locks is still told as
    what it was; whether the password of a closed account was right, nobody has looked.
    """
    if getattr(request, "axes_locked_out", False):
        return "登录已暂停"
    user = get_user_model()._default_manager.filter(username=storable(account)).first()
    if user is None:
        return "没有这个账号"
    return "密码不对" if user.is_active else "账号已停用"
