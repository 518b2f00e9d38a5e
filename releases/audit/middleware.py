"""A row for every request at the desk that acts or hands out what is not public."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import ResolverMatch

from releases.audit.address import coming_from
from releases.audit.chain import append
from releases.audit.models import Action, Result
from releases.client import client_address

SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")
# What may not be read without a trace, nor refused without one, by the name of its address.
WATCHED = {
    "audit_entry_export": Action.DOWNLOAD,
    "desk_conference_file": Action.DOWNLOAD,
    "desk_conference_preview": Action.VIEW,
}
# A page sends these while somebody types, and neither is an act: one is only looked at, one is only kept.
TYPING = {"desk_conference_check", "desk_conference_draft"}


class AuditMiddleware:
    """Append after the answer is made, so that the row remains whatever became of the view's transaction.

    Stands before the session's middleware: a request that another one refuses, for want of a CSRF token
    say, comes by here too. No posted value is looked at.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, then append."""
        if not request.path.startswith(settings.DESK_PATH):
            return self.get_response(request)
        address = client_address(request)
        with coming_from(address) as caller:
            response = self.get_response(request)
        match = request.resolver_match
        name = (match.url_name or "") if match else ""
        action = _action(request, response, name)
        if action is not None:
            actor = _actor(request)
            append(
                by=actor,
                action=action,
                what=_what(name, match),
                result=_result(
                    response,
                    known=actor is not None,
                    ended=caller.ended or _otherwise(request, response, name),
                ),
                status=response.status_code,
                detail=_detail(request, match),
                address=address,
            )
        return response

    def process_view(self, request: HttpRequest, *_: Any) -> None:
        """Remember who asks at the desk, before a log-out forgets it."""
        # Of the public's pages nobody asks it.
        request.audit_actor = getattr(request, "user", None)  # type: ignore[attr-defined]  # ours


def _action(request: HttpRequest, response: HttpResponseBase, name: str) -> Action | None:
    """Return what the request did, None for what leaves no row; pictures belong to the page they stand in."""
    if request.method not in SAFE:
        return None if name in TYPING and response.status_code < 400 else Action.REQUEST
    if _hands_out(response):
        return Action.DOWNLOAD
    return None if response.headers.get("Content-Type", "").startswith("image/") else WATCHED.get(name)


def _hands_out(response: HttpResponseBase) -> bool:
    """Return whether the answer is a file to be saved, by whichever address."""
    return response.headers.get("Content-Disposition", "").startswith("attachment")


def _actor(request: HttpRequest) -> AbstractBaseUser | None:
    """Return who is logged in now, or was before the view."""
    users = (getattr(request, "user", None), getattr(request, "audit_actor", None))
    return next((user for user in users if user is not None and user.is_authenticated), None)


def _result(response: HttpResponseBase, *, known: bool, ended: Result) -> Result:
    if response.status_code >= 500:
        return Result.FAILED
    if response.status_code >= 400:
        return Result.REFUSED
    # Who has no account may hold a link to a document, and is handed its files.
    if _hands_out(response):
        return Result.OK
    # Whoever is not logged in is led to the log-in page, or shown it again.
    if not known:
        return Result.REFUSED
    return ended


def _otherwise(request: HttpRequest, response: HttpResponseBase, name: str) -> Result:
    """Return how a request ended during which no row was appended that says so.

    What is posted and done leads on, so a page is the form again with what is wrong with it. A list asks
    before it deletes.
    """
    leads_on = response.status_code >= 300
    return Result.OK if leads_on or request.method in SAFE or name.endswith("_changelist") else Result.REFUSED


def _what(name: str, match: ResolverMatch | None) -> str:
    """Return the object as ``app.model:pk``: the admin's names of addresses begin with both."""
    app, _, rest = name.partition("_")
    model = rest.partition("_")[0]
    if match is None or model not in apps.all_models.get(app, {}):
        return ""
    pk = next((match.kwargs[key] for key in ("pk", "object_id", "id") if key in match.kwargs), None)
    return f"{app}.{model}" if pk is None else f"{app}.{model}:{pk}"


def _detail(request: HttpRequest, match: ResolverMatch | None) -> str:
    """Return the method with the address's name, and the name of a file that is handed out.

    An address without a name is nobody's page, and may hold anything: what was typed into it is not kept.
    """
    name = match.url_name if match else None
    parts = [request.method or "", name or "", match.kwargs.get("name", "") if match else ""]
    return " ".join(filter(None, parts))
