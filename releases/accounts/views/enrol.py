"""Enrolling a device, and the recovery codes that are shown once."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from releases.accounts import second_factor
from releases.accounts.forms import EnrolForm
from releases.accounts.views.pages import frame, onward
from releases.accounts.views.verify import ask_again, is_fresh, remember


@require_http_methods(["GET", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Show a key, and take the code that shows it has arrived; a second device wants a code of the first."""
    user = cast("User", request.user)
    replacing = second_factor.device_of(user) is not None
    if replacing and not is_fresh(request):
        return ask_again(request)
    form = EnrolForm(request.POST if request.method == "POST" else None, user=user)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            device = second_factor.enrol(
                user=user, key=typed["key"], code=typed["code"], may_replace=replacing
            )
        except second_factor.RefusedError as refused:
            form.add_error(None, str(refused))
        else:
            remember(request, device)
            return _codes(request, user)
    problems = [str(each) for each in form.errors.get("key", ())]
    if problems:
        # The signature is too old: what is shown, and posted next, is a new key.
        form = EnrolForm(user=user)
    return _page(request, user, form, replacing=replacing, problems=problems)


@require_http_methods(["GET", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Ask, then make new recovery codes."""
    user = cast("User", request.user)
    if second_factor.device_of(user) is None:
        return redirect("accounts:enrol")
    if not is_fresh(request):
        return ask_again(request)
    if request.method == "POST":
        return _codes(request, user)
    context = frame(request, "生成新的恢复码") | {"left": second_factor.recovery_codes_left(user)}
    return render(request, "accounts/recovery_codes.html", context)


def _codes(request: HttpRequest, user: User) -> HttpResponse:
    # Shown in the answer itself: kept anywhere in between, they would be shown twice.
    codes = second_factor.make_recovery_codes(user=user)
    context = frame(request, "请保存恢复码") | {"codes": codes, "next": onward(request)}
    return render(request, "accounts/codes.html", context)


def _page(
    request: HttpRequest, user: User, form: EnrolForm, *, replacing: bool, problems: list[str]
) -> HttpResponse:
    context = frame(request, "更换验证设备" if replacing else "绑定验证设备") | {
        "form": form,
        "problems": problems,
        **second_factor.enrolment(user, form.shown_key()),
    }
    return render(request, "accounts/enrol.html", context)
