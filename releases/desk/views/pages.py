"""What the desk's own pages share: who may open one, for which conference, and its frame."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from releases.desk.levels import levels
from releases.desk.models import Conference

Page = Callable[..., HttpResponseBase]


def may(*permissions: str) -> Callable[[Page], Page]:
    """Wrap a page of one conference: staff with every permission only, the row fetched."""

    def wrapped(page: Page) -> Page:
        @wraps(page)
        def view(request: HttpRequest, *, pk: int, **kwargs: Any) -> HttpResponseBase:
            require(request, *permissions)
            rows = Conference.objects.select_related("section", "updated_by")
            return page(request, get_object_or_404(rows, pk=pk), **kwargs)

        return view

    return wrapped


def require(request: HttpRequest, *permissions: str) -> None:
    """Refuse a person who lacks one of the desk's permissions."""
    if not request.user.has_perms([f"desk.{permission}" for permission in permissions]):
        raise PermissionDenied


def works_on_conferences(request: HttpRequest) -> bool:
    """Return whether the person writes, signs or publishes, and does not only read."""
    return any(request.user.has_perm(f"desk.{verb}_conference") for verb in ("change", "sign", "publish"))


def frame(request: HttpRequest, title: str, conference: Conference | None = None) -> dict[str, Any]:
    """Return what the admin's own templates need around a page."""
    return {
        **admin.site.each_context(request),
        "title": title,
        "conference": conference,
        "opts": Conference._meta,
        "may_publish": request.user.has_perm("desk.publish_conference"),
        "may_withdraw": request.user.has_perm("desk.withdraw_conference"),
        "may_sign": request.user.has_perm("desk.sign_conference"),
        "may_edit": request.user.has_perm("desk.change_conference"),
        "reviews": bool(levels()),
    }


def address(page: str, conference: Conference) -> str:
    """Return the address of one of a conference's pages."""
    return reverse(f"admin:desk_conference_{page}", args=[conference.pk])
