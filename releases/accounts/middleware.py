"""The gate of the desk: no request passes on a session that is over or lacks its second factor."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse

from releases.accounts import sessions
from releases.accounts.views.pages import by_way_of

# What a script asks for says so, and why: "typed" because somebody typed, which is a person being there;
# "1" because the page does so by itself, which keeps no session alive. Neither can be led to another page.
BACKGROUND = "X-Background"
BY_ITSELF = "1"
# Addresses below the desk's that people without an account open; whoever is logged in opens them alike.
_FOR_EVERYBODY = "desk"
_BEFORE_THE_CODE = ("admin:login", "admin:logout", "admin:jsi18n", "accounts:verify", "accounts:enrol")


class DeskGate:
    """Judges every request for a page of the desk; nothing else is looked at, nor its session read."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Hand the request on: which page it is for is known only further in."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: object,  # noqa: ARG002  (Django hands these three over)
        args: object,  # noqa: ARG002
        kwargs: object,  # noqa: ARG002
    ) -> HttpResponse | None:
        """Let the request pass, or answer it."""
        match = request.resolver_match
        below = request.path.startswith(settings.DESK_PATH)
        if not below or match is None or match.app_name == _FOR_EVERYBODY:
            return None
        said = request.headers.get(BACKGROUND, "")
        if not request.user.is_authenticated:
            return _unauthorised("您已经退出登录。") if said else None
        reason = sessions.over(request)
        if reason:
            logout(request)
            if said:
                return _unauthorised(reason)
            # The desk itself asks for the password now, and leads back to this page.
            messages.warning(request, reason)
            return None
        if said != BY_ITSELF:
            sessions.touch(request)
        verified = not settings.SECOND_FACTOR or request.user.is_verified()  # type: ignore[attr-defined]  # django-otp's
        if verified or match.view_name in _BEFORE_THE_CODE:
            return None
        if said:
            return _unauthorised("请先完成两步验证。")
        return by_way_of("accounts:verify", request.get_full_path())


def _unauthorised(reason: str) -> HttpResponse:
    return HttpResponse(reason, status=401, content_type="text/plain; charset=utf-8")
