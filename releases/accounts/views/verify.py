"""The page between password and desk: a code of the device, or one from paper."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast

import django_otp
from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from releases.accounts import second_factor
from releases.accounts.forms import CodeForm, RecoveryForm
from releases.accounts.views.pages import by_way_of, frame, onward

_VERIFIED = "accounts_verified"
# How long a code counts for what would let somebody else in: a new device, new recovery codes.
_FRESH = timedelta(minutes=5)


@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Ask for a code, take it, and lead on."""
    user = cast("User", request.user)
    there = onward(request)
    if second_factor.device_of(user) is None:
        return by_way_of("accounts:enrol", there)
    on_paper = request.method == "POST" and "recovery" in request.POST
    code = CodeForm(request.POST if request.method == "POST" and not on_paper else None)
    recovery = RecoveryForm(request.POST if on_paper else None)
    form = recovery if on_paper else code
    if form.is_valid():
        try:
            if on_paper:
                device = second_factor.check_recovery_code(user=user, code=form.cleaned_data["recovery"])
            else:
                device = second_factor.check_code(user=user, code=form.cleaned_data["code"])
        except second_factor.RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            remember(request, device)
            if on_paper:
                left = second_factor.recovery_codes_left(user)
                messages.warning(
                    request, f"已用掉一个恢复码，还剩 {left} 个。手机丢了的，请在“账号安全”里更换设备。"
                )
            return redirect(there)
    context = frame(request, "两步验证") | {"code": code, "recovery": recovery, "on_paper": on_paper}
    return render(request, "accounts/verify.html", context)


def remember(request: HttpRequest, device: Any) -> None:  # noqa: ANN401  (of a library without types)
    """Let a session into the desk, under a new key that nobody can have seen before."""
    request.session.cycle_key()
    django_otp.login(request, device)
    request.session[_VERIFIED] = int(timezone.now().timestamp())


def is_fresh(request: HttpRequest, *, at: datetime | None = None) -> bool:
    """Return whether the session gave a code just now."""
    verified: int = request.session.get(_VERIFIED, 0)
    return (at or timezone.now()).timestamp() - verified <= _FRESH.total_seconds()


def ask_again(request: HttpRequest) -> HttpResponse:
    """Lead to the page that asks for a code, and back."""
    messages.info(request, "为了安全，请先再验证一次。")
    return by_way_of("accounts:verify", request.path)
