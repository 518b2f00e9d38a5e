"""A person's own page: their device, their recovery codes, and where they are logged in."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from releases.accounts import second_factor, sessions
from releases.accounts.views.pages import frame


@require_http_methods(["GET"])
def own(request: HttpRequest) -> HttpResponse:
    """Show what the account is guarded by."""
    user = cast("User", request.user)
    context = frame(request, "账号安全") | {
        "device": second_factor.device_of(user),
        "left": second_factor.recovery_codes_left(user),
    }
    return render(request, "accounts/own.html", context)


@require_POST
def sign_out_everywhere(request: HttpRequest) -> HttpResponse:
    """End every session of this person, this one too."""
    user = cast("User", request.user)
    sessions.end_all(user=user, by=user, reason="退出了全部登录")
    logout(request)
    messages.success(request, "已在所有设备上退出，请重新登录。")
    return redirect("admin:login")
