"""The page where published questions are put under topics."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods

from releases.desk import filing
from releases.desk.forms.filing import FilingForm, ShowForm
from releases.desk.shown import shown
from releases.desk.views.pages import frame
from releases.record.models import Question, Topic

A_PAGE = 20


@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest) -> HttpResponse:
    """Show a page of questions with their topics to tick; save the whole page."""
    if not request.user.has_perm("record.change_filing"):
        raise PermissionDenied
    topics = list(Topic.objects.all())
    chosen = ShowForm(request.GET, topics=topics)
    found = chosen.questions().select_related("release").prefetch_related("topics")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = list(page) if request.method == "GET" else _posted(request)
    data = request.POST if request.method == "POST" else None
    forms = [FilingForm(data, shown=each, topics=topics) for each in filing.shown(rows, topics)]
    if request.method == "POST" and all(form.is_valid() for form in forms):
        saved = filing.save(choices=[form.choice() for form in forms], by=cast("User", request.user))
        _say(request, saved)
        return redirect(request.get_full_path())
    context = frame(request, "问答归类") | {
        "chosen": chosen,
        "forms": forms,
        "page": page,
        "topics": topics,
        "query": _query(request),
    }
    return render(request, "desk/filing.html", context)


def _posted(request: HttpRequest) -> list[Question]:
    """Return the questions that the posted page showed; one that is public no more is left out."""
    keys = [shown(key) for key in request.POST.getlist("question")[:A_PAGE]]
    rows = Question.objects.filter(pk__in=keys).newest_first()
    return list(rows.select_related("release").prefetch_related("topics"))


def _query(request: HttpRequest) -> str:
    """Return the filters as they stand in the address, without the page's number."""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _say(request: HttpRequest, saved: filing.Saved) -> None:
    for choice, topics in saved.kept:
        said = '“<a href="{}?show=*&amp;release={}">{}</a>”已由别人归类：{}；您选的{}没有保存，请再看一遍。'
        where, release = reverse("desk:filing"), choice.question.release_id
        names = filing.named(topics), filing.named(choice.topics)
        messages.warning(request, format_html(said, where, release, choice.question, *names))
    if saved.changed:
        messages.success(request, f"已保存，{saved.changed} 个提问的主题有变化。")
    elif not saved.kept:
        messages.info(request, "没有变化。")
