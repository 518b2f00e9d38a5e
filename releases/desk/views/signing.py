"""The reviewers' page: what the machine noticed, what changed, who has signed; and the steps of review."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from releases.desk import scheduling, signing
from releases.desk.difference import changes
from releases.desk.forms.steps import ReasonForm
from releases.desk.models import Conference, Stage, Waiver
from releases.desk.objections import examined
from releases.desk.published import differs, published_document
from releases.desk.views.answers import said, take
from releases.desk.views.pages import address, frame, may
from releases.document import Document
from releases.preflight import Finding, Severity


@require_http_methods(["GET"])
@may("view_conference")
def review(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Show a reviewer all that there is to judge by."""
    user = cast("User", request.user)
    seen = examined(conference)
    document = seen.document
    standing = signing.signatures(conference, document.digest) if document else []
    level = signing.next_level(standing)
    author = signing.is_author(conference, user)
    in_review = conference.stage == Stage.REVIEW
    changed = differs(conference, document)
    since, name = _since(conference, user)
    schedule = scheduling.waiting(conference)
    context = frame(request, f"审核：{conference}", conference) | {
        "findings": seen.findings,
        "waivers": _waivers(conference, seen.findings),
        "standing": standing,
        "digest": document.digest if document else "",
        "level": level,
        "mine": changed and signing.level_for(user, standing, author=author) is not None,
        "author": author,
        "may_waive": _may_waive(request) and not author,
        "may_take_back": in_review
        and user.has_perm("desk.change_conference")
        and signing.may_take_back(conference, user),
        "in_review": in_review,
        "differs": changed,
        "unreviewed": conference.emergencies.unreviewed(),
        "schedule": schedule,
        "problem": scheduling.problem_of(schedule) if schedule else "",
        "changes": changes(since, document) if since and document else [],
        "since": name if since else "",
    }
    return render(request, "desk/signing.html", context)


@require_POST
@may("change_conference")
def submit(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Hand it to the reviewers."""
    return _step(request, conference, signing.submit, "已送审。")


@require_POST
@may("change_conference")
def take_back(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Take it back to write on."""
    return _step(request, conference, signing.take_back, "已取回，可以继续修改。")


@require_POST
@may("view_conference", "sign_conference")
def sign(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Sign what the page showed."""
    return _step(
        request,
        conference,
        signing.sign,
        "已签字。",
        digest=said(request, "digest"),
        comment=said(request, "comment"),
    )


@require_POST
@may("view_conference", "sign_conference")
def send_back(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Return it to its authors."""
    return _step(request, conference, signing.send_back, "已退回撰稿人。", reason=_reason(request))


@require_POST
@may("view_conference")
def waive(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Let one amber finding stand."""
    if not _may_waive(request):
        raise PermissionDenied
    key = said(request, "key")
    return _step(request, conference, signing.waive, "已记下核实的理由。", key=key, reason=_reason(request))


def _may_waive(request: HttpRequest) -> bool:
    return any(request.user.has_perm(f"desk.{verb}_conference") for verb in ("sign", "publish"))


def _step(
    request: HttpRequest, conference: Conference, verb: Callable[..., object], done: str, **arguments: str
) -> HttpResponse:
    take(request, verb, done, conference=conference, **arguments)
    return redirect(address("signing", conference))


def _reason(request: HttpRequest) -> str:
    form = ReasonForm(request.POST)
    form.is_valid()
    return str(form.cleaned_data.get("reason", ""))


def _since(conference: Conference, user: User) -> tuple[Document | None, str]:
    """Return what to compare with, and its name: what this person last signed, else what is public."""
    signed = signing.last_signed(conference, user)
    if signed:
        return signed, "您上次签字的内容"
    return published_document(conference), "公众现在看到的内容"


def _waivers(conference: Conference, found: list[Finding]) -> list[tuple[Finding, Waiver | None]]:
    kept = {waiver.key: waiver for waiver in conference.waivers.select_related("by")}
    return [(each, kept.get(each.key)) for each in found if each.severity is Severity.AMBER]
