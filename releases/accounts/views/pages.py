"""What the pages of an account have in common: their frame, and the way to them and onward."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode


def frame(request: HttpRequest, title: str) -> dict[str, Any]:
    """Return what the admin's own templates need around a page."""
    return {**admin.site.each_context(request), "title": title}


def by_way_of(name: str, there: str) -> HttpResponse:
    """Lead to a page that has something to ask first, and knows where the person wanted to go."""
    return redirect(f"{reverse(name)}?{urlencode({'next': there})}")


def onward(request: HttpRequest) -> str:
    """Return where a person wanted to go: only ever a page of the desk."""
    desk = reverse("admin:index")
    there = request.GET.get("next", "")
    # It begins with the desk's own path, so no host can stand in it.
    return there if there.startswith(desk) else desk
