"""What the two editing pages ask for while somebody types: to keep the words, and to check them.

Neither is work on the conference: no revision, no entry in its history, no authorship.
"""

from __future__ import annotations

import json
from typing import Any, cast

from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from releases.desk import drafts
from releases.desk.forms.review import review_sheet
from releases.desk.forms.sheet import Sheet
from releases.desk.models import Conference, DraftPage
from releases.desk.objections import examined
from releases.desk.places import prefixes
from releases.desk.typed import complete, parts_typed
from releases.desk.views.answers import said
from releases.desk.views.pages import address, may


def around(request: HttpRequest, conference: Conference, page: DraftPage, sheet: Sheet) -> dict[str, Any]:
    """Return what an editing page has besides its fields: its prints, its rows' places, a kept draft."""
    fresh = request.method != "POST"
    draft = drafts.kept(conference=conference, by=cast("User", request.user), page=page) if fresh else None
    entries = draft.entries.items() if draft else ()
    return {
        "page": page,
        "rows": prefixes(sheet.formsets),
        "opened": sheet.marks() if fresh else request.POST.get("opened", ""),
        "draft": draft,
        "draft_entries": [(name, drafts.label(page, name) or name, value) for name, value in entries],
    }


@require_POST
@may("change_conference")
def draft(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Keep what a script sends of a page; let it go when a button says so."""
    by = cast("User", request.user)
    if request.content_type != "application/json":
        page = said(request, "discard")
        drafts.discard(conference=conference, by=by, page=page)
        return redirect(address("review" if page == DraftPage.REVIEW else "change", conference))
    if len(request.body) > drafts.MAX_BYTES:
        return _refused("内容太多，不能自动保存。", status=413)
    try:
        sent = json.loads(request.body)
        page, revision, entries = str(sent["page"]), int(sent["revision"]), dict(sent["entries"])
        if not 0 <= revision < 2**31:
            raise ValueError(revision)
        kept = drafts.keep(conference=conference, by=by, page=page, revision=revision, entries=entries)
    except drafts.DraftError as error:
        return _refused(str(error), status=400)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return _refused("这不是一份草稿。", status=400)
    at = timezone.localtime(kept.saved_at).strftime("%H:%M") if kept else ""
    return JsonResponse({"saved": at}, json_dumps_params={"ensure_ascii": False})


@require_POST
@may("change_conference")
def check(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Return what the checks find in what stands in a page's fields, as part of the page; write nothing."""
    page = request.GET.get("page", "")
    if page not in DraftPage.values:
        return HttpResponse("没有这个页面。", status=400, content_type="text/plain; charset=utf-8")
    sheet = _sheet(request, conference, page)
    if not complete(sheet):
        return HttpResponse("页面内容不完整。", status=400, content_type="text/plain; charset=utf-8")
    found = examined(conference, parts_typed(conference, sheet)).findings
    context = {
        "conference": conference,
        "page": page,
        "rows": prefixes(sheet.formsets),
        "findings": [each for each in found if page != DraftPage.REVIEW or each.code != "unsure"],
        "open": True,
    }
    return render(request, "desk/parts/checked.html", context)


def _sheet(request: HttpRequest, conference: Conference, page: str) -> Sheet:
    if page == DraftPage.REVIEW:
        return review_sheet(conference, request.POST)
    form = cast("Any", admin.site.get_model_admin(Conference))
    return cast("Sheet", form.sheet(request, conference, request.POST))


def _refused(message: str, *, status: int) -> JsonResponse:
    return JsonResponse({"message": message}, status=status, json_dumps_params={"ensure_ascii": False})
