"""The emergency lane's pages: one person asks, another confirms, the levels review afterwards."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from releases.desk import emergency, signing
from releases.desk.forms.steps import PublishForm, ReasonForm
from releases.desk.models import Conference
from releases.desk.objections import examined
from releases.desk.published import differs
from releases.desk.refusal import WorkflowError
from releases.desk.views.answers import refuse, said, take
from releases.desk.views.pages import address, frame, may, works_on_conferences
from releases.record.models import Version


@require_http_methods(["GET", "POST"])
@may("view_conference")
def ask(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Ask for an emergency publication with a reason, or show what waits to be confirmed."""
    if not works_on_conferences(request):
        raise PermissionDenied
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            emergency.ask(
                conference=conference,
                by=cast("User", request.user),
                digest=said(request, "digest"),
                reason=form.cleaned_data["reason"],
            )
        except WorkflowError as error:
            refuse(request, form, error, conference)
        else:
            messages.success(request, "已提出申请，请另一位有签发权限的人在本页确认。")
            return redirect(address("emergency", conference))
    return _page(request, conference, form)


@require_POST
@may("view_conference", "publish_conference")
def confirm(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Publish what another person asked for."""
    form = PublishForm(request.POST, conference=conference)
    if not form.is_valid():
        return _page(request, conference, ReasonForm(), publishing=form)
    try:
        version = emergency.confirm(
            conference=conference,
            by=cast("User", request.user),
            digest=said(request, "digest"),
            **form.arguments(),
        )
    except WorkflowError as error:
        refuse(request, form, error, conference)
        for finding in error.findings:
            messages.error(request, finding.message)
        return _page(request, conference, ReasonForm(), publishing=form)
    messages.success(
        request,
        f"已紧急发布，公开编号 {version.release_id}，第 {version.number} 版。请在 24 小时内完成补审。",
    )
    return redirect("admin:desk_conference_change", conference.pk)


@require_http_methods(["GET", "POST"])
@may("view_conference")
def review(request: HttpRequest, conference: Conference, number: int) -> HttpResponse:
    """Show what went out before its reviews, and let the levels sign it."""
    row = get_object_or_404(
        conference.emergencies.published().select_related("asked_by", "confirmed_by", "conference"), pk=number
    )
    if request.method == "POST":
        if not request.user.has_perm("desk.sign_conference"):
            raise PermissionDenied
        comment = said(request, "comment")
        take(request, emergency.sign_afterwards, "已补签。", emergency=row, comment=comment)
        return redirect("admin:desk_conference_emergency_review", conference.pk, row.pk)
    standing = emergency.standing(row)
    level = signing.next_level(standing)
    user = cast("User", request.user)
    mine = emergency.level_for(row, user, standing) is not None
    version = Version.objects.filter(release=conference.release_id, digest=row.digest).last()
    context = frame(request, f"紧急发布：{conference}", conference) | {
        "row": row,
        "standing": standing,
        "level": level,
        "mine": mine,
        "version": version,
    }
    return render(request, "desk/emergency_review.html", context)


def _page(
    request: HttpRequest, conference: Conference, form: ReasonForm, *, publishing: PublishForm | None = None
) -> HttpResponse:
    seen = examined(conference)
    digest = seen.document.digest if seen.document else ""
    row = emergency.asked(conference, digest)
    unwaived = signing.unwaived(conference, seen.findings)
    context = frame(request, f"紧急发布：{conference}", conference) | {
        "form": form,
        "publishing": publishing or PublishForm(conference=conference),
        "digest": digest,
        "differs": differs(conference, seen.document),
        "unreviewed": conference.emergencies.unreviewed(),
        "row": row,
        "outdated": emergency.outdated(conference, digest),
        "missing": [*seen.objections, *unwaived],
        "mine": row is not None and row.asked_by_id != request.user.pk,
        "author": signing.is_author(conference, cast("User", request.user)),
    }
    return render(request, "desk/emergency.html", context)
