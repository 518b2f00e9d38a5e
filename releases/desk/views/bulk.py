"""Publishing several conferences: a page that shows what would go out, then a POST that does it."""

from __future__ import annotations

import re
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_http_methods

from releases.desk import bulk
from releases.desk.models import Conference
from releases.desk.refusal import WorkflowError
from releases.desk.views.pages import address, frame, require
from releases.record.models import Version

_LIST = "admin:desk_conference_changelist"
_PK = re.compile(r"[0-9]{1,18}", re.ASCII)
_SHOWN = re.compile(r"([0-9]{1,18}):([0-9a-f]{64})", re.ASCII)


def confirmation(pks: list[int]) -> str:
    """Return the address of the page that asks about these conferences."""
    query = QueryDict(mutable=True)
    query.setlist("pk", [str(pk) for pk in pks])
    return f"{reverse('admin:desk_conference_bulk_publish')}?{query.urlencode()}"


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest) -> HttpResponse:
    """Show what would go out and what may not; publish what the posted page showed."""
    require(request, "view_conference", "publish_conference")
    if request.method == "POST":
        shown = [match for each in request.POST.getlist("shown") if (match := _SHOWN.fullmatch(each))]
        chosen = {int(match[1]): match[2] for match in shown}
        if _countable(request, len(chosen)):
            for conference, result in bulk.publish_each(chosen.items(), by=cast("User", request.user)):
                _say(request, conference, result)
        return redirect(_LIST)
    pks = {int(each) for each in request.GET.getlist("pk") if _PK.fullmatch(each)}
    if not _countable(request, len(pks)):
        return redirect(_LIST)
    rows = Conference.objects.select_related("section").filter(pk__in=pks).order_by("held_day", "pk")
    found = [bulk.candidate(row) for row in rows]
    context = frame(request, "发布所选的发布会") | {
        "ready": [each for each in found if not each.problems],
        "held_back": [each for each in found if each.problems],
    }
    return render(request, "desk/bulk_publish.html", context)


def _countable(request: HttpRequest, count: int) -> bool:
    """Return whether so many may be published at once; say what is wrong where not."""
    if not count:
        messages.error(request, "没有选中发布会。")
    elif count > bulk.MOST:
        messages.error(request, f"一次最多发布 {bulk.MOST} 场，选得太多了。没有发布任何一场。")
    return 0 < count <= bulk.MOST


def _say(request: HttpRequest, conference: Conference | None, result: Version | WorkflowError) -> None:
    if isinstance(result, Version):
        where = result.release.get_absolute_url()
        said = '已发布：<a href="{}">{}</a>（{}）'
        messages.success(request, format_html(said, where, conference, result.release_id))
    else:
        messages.error(request, format_html("没有发布：{}{}", _named(conference), result))


def _named(conference: Conference | None) -> SafeString:
    if conference is None:
        return SafeString("")
    return format_html('<a href="{}">{}</a>。', address("publish", conference), conference)
