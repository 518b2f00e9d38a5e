"""The gate of the desk: no request passes on a session that is over or lacks its second factor."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

from releases.accounts import sessions

GetResponse = Callable[[HttpRequest], HttpResponse]
# What a page sends by itself, with nobody there: it neither keeps a session alive nor can be led anywhere.
BACKGROUND = "X-Background"
_OPEN = ("admin:login", "admin:logout", "admin:jsi18n", "accounts:verify", "accounts:enrol")


def desk_gate(get_response: GetResponse) -> GetResponse:
    """Judge every request under the desk's address; the public's pages are not looked at."""

    def gate(request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(reverse("admin:index")) or not request.user.is_authenticated:
            return get_response(request)
        background = request.headers.get(BACKGROUND) == "1"
        reason = sessions.over(request)
        if reason:
            logout(request)
            if background:
                return _unauthorised(reason)
            # The desk itself asks for the password now, and leads back to this page.
            messages.warning(request, reason)
            return get_response(request)
        if not background:
            sessions.touch(request)
        if settings.SECOND_FACTOR and not request.user.is_verified() and not _is_open(request):  # type: ignore[union-attr]  # django-otp's
            if background:
                return _unauthorised("请先完成两步验证。")
            there = urlencode({"next": request.get_full_path()})
            return redirect(f"{reverse('accounts:verify')}?{there}")
        return get_response(request)

    return gate


def _is_open(request: HttpRequest) -> bool:
    return request.path in {reverse(name) for name in _OPEN}


def _unauthorised(reason: str) -> HttpResponse:
    return HttpResponse(reason, status=401, content_type="text/plain; charset=utf-8")
