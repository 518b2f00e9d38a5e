"""The staff's page of preview links: who was given one, what became of it, a new one, an end."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from releases.desk import sharing
from releases.desk.forms.sharing import ShareForm
from releases.desk.models import Conference, PreviewLink, PreviewUse
from releases.desk.refusal import WorkflowError
from releases.desk.views.answers import refuse, take
from releases.desk.views.pages import address, frame, may, works_on_conferences
from releases.record.addresses import absolute

_LATEST = 10


@dataclass(frozen=True, slots=True)
class Line:
    """A link with its state in words; ``address`` is "" where it opens nothing or is not theirs to give."""

    link: PreviewLink
    state: str
    open: bool
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
        "lines": _lines(conference, addressed=shares),
        "latest": _LATEST,
    }
    return render(request, "desk/links.html", context)


@require_POST
@may("view_conference")
def revoke(request: HttpRequest, conference: Conference, link: int) -> HttpResponse:
    """End one of this conference's links."""
    if not works_on_conferences(request):
        raise PermissionDenied
    row = get_object_or_404(conference.preview_links, pk=link)
    take(request, sharing.revoke, "已撤销，这个链接现在打不开了。", link=row)
    return redirect(address("links", conference))


def _lines(conference: Conference, *, addressed: bool) -> list[Line]:
    now = timezone.now()
    latest = Prefetch("uses", PreviewUse.objects.all()[:_LATEST], to_attr="latest_uses")
    rows = (
        conference.preview_links.select_related("made_by", "revoked_by")
        .annotate(use_count=Count("uses"), last_used=Max("uses__at"))
        .prefetch_related(latest)
        # Grouping drops the model's own order.
        .order_by("-pk")
    )
    return [_line(row, open_now=row.is_open(now), addressed=addressed) for row in rows]


def _line(link: PreviewLink, *, open_now: bool, addressed: bool) -> Line:
    state = "有效" if open_now else "已撤销" if link.revoked_at else "已过期"
    path = reverse("desk:shared", args=[sharing.token_of(link)])
    return Line(link, state, open_now, absolute(path) if open_now and addressed else "")
