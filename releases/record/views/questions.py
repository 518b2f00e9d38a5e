"""Lists of questions: all of them, or a topic's; and those that an answer is still owed to."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from releases.record.headings import all_headings, headings_of
from releases.record.models import Question
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.feed_links import feeds_of
from releases.record.pages.questions import question_rows
from releases.record.question_filter import QuestionFilter
from releases.record.views.paging import address_of, page_of, title_of
from releases.record.views.showing import show

PAGE_SIZE = 20
OWED_SIZE = 40
LATELY = 20


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """List every question, newest first."""
    return _list(request)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """List the questions filed under a topic."""
    return _list(request, slug)


@require_safe
def owed(request: HttpRequest) -> HttpResponse:
    """List the questions that an answer in writing is owed to, and those lately settled."""
    waiting = page_of(request, Question.objects.owed().select_related("release"), OWED_SIZE)
    settled = (
        list(Question.objects.settled().select_related("release")[:LATELY]) if waiting.number == 1 else []
    )
    headings = headings_of([*waiting, *settled])
    today = timezone.localdate()
    path = reverse("record:owed")
    context = {
        "waiting": question_rows(waiting, headings, today),
        "settled": question_rows(settled, headings, today),
        "page_obj": waiting,
        "count": waiting.paginator.count,
        "query_without_page": "",
    }
    return show(
        request,
        "record/owed.html",
        context,
        trail=trail_of(Crumb(_("问答库"), reverse("record:questions")), Crumb(_("尚待答复的问题"))),
        address=address_of(path, waiting),
        description=_("发布会上答应会后答复、还没有答复的提问，以及最近补上的书面答复。"),
        here="questions",
    )


def _list(request: HttpRequest, slug: str = "") -> HttpResponse:
    headings = all_headings()
    under = next((one for one in headings.topics if one.slug == slug), None)
    if slug and under is None:
        raise Http404
    chooser = QuestionFilter(request.GET, headings=headings, under=under)
    found, owed = chooser.listed()
    page_obj = page_of(request, found, PAGE_SIZE)
    shown = list(page_obj.object_list.shown())  # type: ignore[attr-defined]  # a slice of questions
    path = under.url if under else reverse("record:questions")
    asked = chooser.asked()
    name = under.name if under else _("问答库")
    context = {
        "under": under,
        "topics": headings.topics,
        "filter": chooser,
        "invalid": not chooser.form.is_valid(),
        "rows": question_rows(shown, headings_of(shown), timezone.localdate()),
        "page_obj": page_obj,
        "count": page_obj.paginator.count,
        "owed": owed,
        "query_without_page": urlencode(asked),
        "chosen": chooser.chosen(path),
        "feeds": feeds_of(path),
    }
    way = (
        Crumb(_("问答库"), reverse("record:questions")),
        Crumb(pgettext("topics", "主题"), reverse("record:topics")),
        Crumb(name),
    )
    return show(
        request,
        "record/questions.html",
        context,
        trail=trail_of(*way) if under else trail_of(Crumb(name)),
        address=address_of(path, page_obj, asked),
        title=title_of(name, page_obj),
        here="questions",
        status=400 if context["invalid"] else 200,
    )
