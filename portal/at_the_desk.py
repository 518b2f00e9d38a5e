"""What the desk's pages go through and the public's do not: who is logged in, and what hangs on it.

Each is the package's own, asked only for addresses of the desk. A page of the public's has no use for any
of it: where one process serves both, it is made as fast as by a process that serves the public alone, and
nothing that a reader sends can start a session.
"""

from __future__ import annotations

from typing import Any

from django.contrib.auth import middleware as auth
from django.contrib.messages import middleware as messages
from django.contrib.sessions import middleware as sessions
from django.http import HttpRequest
from django_otp import middleware as otp

from portal.roles import DESK


class _AtTheDesk:
    get_response: Any

    def __call__(self, request: HttpRequest) -> Any:  # noqa: ANN401  (whatever the package's own answers)
        asked = super().__call__ if request.path.startswith(DESK) else self.get_response  # type: ignore[misc]  # mixed in
        return asked(request)


class SessionMiddleware(_AtTheDesk, sessions.SessionMiddleware):
    """Django's, at the desk."""


class AuthenticationMiddleware(_AtTheDesk, auth.AuthenticationMiddleware):
    """Django's, at the desk."""


class OTPMiddleware(_AtTheDesk, otp.OTPMiddleware):  # type: ignore[misc]  # untyped
    """django-otp's, at the desk."""


class MessageMiddleware(_AtTheDesk, messages.MessageMiddleware):
    """Django's, at the desk."""
