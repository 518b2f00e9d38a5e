"""The home page."""

from __future__ import annotations

from django.db.models import F, Sum
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from releases.record.models import Question, Release, Section, Tally, Topic
from releases.record.pages.crumbs import trail_of
from releases.record.views.showing import show


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what is new, what comes next, what was asked, and who is asked most."""
    now = timezone.now()
    current = Release.objects.current()
    sources = Tally.objects.filter(kind="source", asked__gt=0).exclude(key="").values(source=F("key"))
    context = {
        "latest": list(current.held_before(now).newest_first()[:6]),
        "next": list(current.upcoming(now).soonest_first()[:3]),
        "departments": list(sources.annotate(questions=Sum("asked")).order_by("-questions", "source")[:6]),
        "asked": list(Question.objects.newest_first()[:3]),
        "topics": list(Topic.objects.all()[:8]),
        "sections": list(Section.objects.top()),
    }
    return show(
        request,
        "record/home.html",
        context,
        trail=trail_of(),
        address=reverse("record:home"),
        title="",
        here="home",
    )
