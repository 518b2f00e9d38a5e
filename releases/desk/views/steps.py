"""Publishing, correcting and withdrawing: a page that asks, then a POST that does."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from releases.desk import scheduling, workflow
from releases.desk.forms.steps import TimedPublishForm, WithdrawForm
from releases.desk.models import Conference, State
from releases.desk.refusal import WorkflowError
from releases.desk.views.answers import refuse, take
from releases.desk.views.pages import address, frame, may

_CHANGE = "admin:desk_conference_change"


@require_http_methods(["GET", "POST"])
@may("view_conference", "publish_conference")
def publish(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Ask, with every objection shown, then publish."""
    # A page made before somebody else's step asks other questions than the ones to be asked now.
    posted = request.method == "POST" and _fresh(request, conference)
    form = TimedPublishForm(request.POST if posted else None, conference=conference)
    if form.is_valid():
        try:
            messages.success(request, _publish(request, conference, form))
        except WorkflowError as error:
            refuse(request, form, error, conference)
        else:
            return redirect(_CHANGE, conference.pk)
    title = {
        State.DRAFT: "签发",
        State.PUBLISHED: "发布更正或补充",
        State.WITHDRAWN: "重新发布",
    }[State(conference.state)]
    context = frame(request, f"{title}：{conference}", conference) | {
        "form": form,
        "step": title,
        "missing": workflow.missing(conference),
        "schedule": scheduling.waiting(conference),
    }
    return render(request, "desk/publish.html", context)


@require_http_methods(["GET", "POST"])
@may("view_conference", "withdraw_conference")
def withdraw(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Ask for the public reason, then withdraw."""
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            workflow.withdraw(
                conference=conference, by=cast("User", request.user), reason=form.cleaned_data["reason"]
            )
        except WorkflowError as error:
            refuse(request, form, error, conference)
        else:
            messages.success(request, "已撤回。原网址现在显示撤回理由。")
            return redirect(_CHANGE, conference.pk)
    return render(
        request, "desk/withdraw.html", frame(request, f"撤回：{conference}", conference) | {"form": form}
    )


@require_POST
@may("view_conference", "publish_conference")
def unschedule(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Take a set time back."""
    take(request, scheduling.cancel, "已取消定时发布。", conference=conference)
    return redirect(address("publish", conference))


def _publish(request: HttpRequest, conference: Conference, form: TimedPublishForm) -> str:
    """Publish now or set the time, and return what to say of it."""
    by, due_at = cast("User", request.user), form.cleaned_data["due_at"]
    if due_at:
        row = scheduling.schedule(conference=conference, by=by, due_at=due_at, **form.arguments())
        return f"已定于 {timezone.localtime(row.due_at):%Y-%m-%d %H:%M}（北京时间）发布。"
    version = workflow.publish(conference=conference, by=by, **form.arguments())
    return f"已发布，公开编号 {version.release_id}，第 {version.number} 版。"


def _fresh(request: HttpRequest, conference: Conference) -> bool:
    """Return whether the page shows the conference as it is: nobody signs what they have not seen."""
    if request.POST.get("revision") == str(conference.revision):
        return True
    messages.error(request, "这场发布会在您打开页面之后又有修改，请重新预览后再签发。")
    return False
