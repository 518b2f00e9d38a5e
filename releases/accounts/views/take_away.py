"""Taking a lost device away from somebody who can no longer prove who they are."""

from __future__ import annotations

from typing import cast

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.views.decorators.http import require_http_methods

from releases.accounts import second_factor
from releases.accounts.views.pages import frame


@require_http_methods(["GET", "POST"])
def take_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then take away; for whoever may edit that account, and for nobody's own."""
    person = get_object_or_404(User, pk=pk)
    # The account's own page decides who may edit it: superusers are out of reach of everybody else.
    if not admin.site.get_model_admin(User).has_change_permission(request, person):
        raise PermissionDenied
    if person == request.user:
        # One's own is replaced with a code. Else a desk left open would be enough to enrol another device.
        return redirect("accounts:own")
    if request.method == "POST":
        second_factor.take_away(user=person, by=cast("User", request.user))
        messages.success(request, render_to_string("accounts/taken_away.html", {"person": person}).strip())
        return redirect("admin:auth_user_change", person.pk)
    return render(request, "accounts/take_away.html", frame(request, "移除验证设备") | {"person": person})
