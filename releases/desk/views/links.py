"""The staff's pages of links, previews and releases given ahead: who has one, a new one, an end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from releases.desk import embargo, scheduling, sharing, workflow
from releases.desk.embargo import Standing
from releases.desk.forms.embargo import EmbargoForm
from releases.desk.forms.sharing import ShareForm
from releases.desk.models import Conference, PreviewLink, PreviewUse
from releases.desk.refusal import WorkflowError
from releases.desk.views.answers import refuse, said, take
from releases.desk.views.pages import address, frame, may, require, works_on_conferences

_LATEST = 10
_STATES = {
    Standing.AHEAD: "有效",
    Standing.PUBLISHED: "已正式发布",
    Standing.CHANGED: "已正式发布，内容与供稿不同",
    Standing.WITHDRAWN: "已撤回",
    Standing.CALLED_OFF: "已停用",
}


@dataclass(frozen=True, slots=True)
class Line:
    """A link with its state in words; ``address`` is "" where it opens nothing or is not theirs to give.

    What gives nothing now (not ``open``) may do so again unless it is ``over``; until then it may be revoked.
    """

    link: PreviewLink
    state: str
    open: bool
    over: bool
    address: str


@require_http_methods(["GET", "POST"])
@may("view_conference")
def links(request: HttpRequest, conference: Conference) -> HttpResponse:
    """List the links; make one from what is posted."""
    shares = works_on_conferences(request)
    if request.method == "POST" and not shares:
        raise PermissionDenied
    form = ShareForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            sharing.share(conference=conference, by=cast("User", request.user), **form.cleaned_data)
        except WorkflowError as error:
            refuse(request, form, error, conference)
        else:
            messages.success(request, "链接已建立。请复制下面列表中第一个网址，发给对方。")
            return redirect(address("links", conference))
    context = frame(request, f"预览链接：{conference}", conference) | {
        "form": form,
        "may_share": shares,
        "lines": _lines(conference.preview_links.previews(), addressed=shares),
        "latest": _LATEST,
    }
    return render(request, "desk/links.html", context)


@require_http_methods(["GET", "POST"])
@may("view_conference")
def embargoed(request: HttpRequest, conference: Conference) -> HttpResponse:
    """List what was given ahead; give it to one more, who publishes."""
    if request.method == "POST":
        require(request, "publish_conference")
    schedule = scheduling.waiting(conference)
    form = EmbargoForm(request.POST if request.method == "POST" else None, schedule=schedule)
    if form.is_valid():
        try:
            embargo.give(
                conference=conference,
                by=cast("User", request.user),
                digest=said(request, "digest"),
                **form.cleaned_data,
            )
        except WorkflowError as error:
            refuse(request, form, error, conference)
        else:
            messages.success(request, "链接已建立。请复制下面列表中第一个网址，发给这家媒体。")
            return redirect(address("embargo", conference))
    # Looked at as of when it is to be public: the set time itself stands in nobody's way.
    document, missing = workflow.obstacles(conference, at=schedule.due_at if schedule else None)
    shares, given = works_on_conferences(request), conference.preview_links.given_ahead()
    context = frame(request, f"限时公开：{conference}", conference) | {
        "form": form,
        "may_share": shares,
        "missing": missing,
        "digest": document.digest if document else "",
        "lines": _lines(given, addressed=shares, grounds=embargo.grounds_of(conference)),
        "latest": _LATEST,
    }
    return render(request, "desk/embargo.html", context)


@require_POST
@may("view_conference")
def revoke(request: HttpRequest, conference: Conference, link: int) -> HttpResponse:
    """End one of this conference's links."""
    if not works_on_conferences(request):
        raise PermissionDenied
    row = get_object_or_404(conference.preview_links, pk=link)
    take(request, sharing.revoke, "已撤销，这个链接现在打不开了。", link=row)
    return redirect(address("embargo" if row.outlet_id else "links", conference))


def _lines(
    links: QuerySet[PreviewLink], *, addressed: bool, grounds: embargo.Grounds | None = None
) -> list[Line]:
    now = timezone.now()
    latest = Prefetch("uses", PreviewUse.objects.all()[:_LATEST], to_attr="latest_uses")
    rows = (
        links.select_related("outlet", "schedule", "made_by", "revoked_by")
        .annotate(use_count=Count("uses"), last_used=Max("uses__at"))
        .prefetch_related(latest)
        # Grouping drops the model's own order.
        .order_by("-pk")
    )
    return [_line(row, grounds, open_now=row.is_open(now), addressed=addressed) for row in rows]


def _line(link: PreviewLink, grounds: embargo.Grounds | None, *, open_now: bool, addressed: bool) -> Line:
    over = not open_now
    state = "有效" if open_now else "已撤销" if link.revoked_at else "已过期"
    if open_now and grounds:
        stands = embargo.standing(link, grounds)
        state, open_now = _STATES[stands], stands is Standing.AHEAD
    return Line(link, state, open_now, over, sharing.address_of(link) if open_now and addressed else "")
