"""The list of topics, and what was asked most, year by year."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from releases.record.headings import counted_topics, topics_by_year
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.years import years_of
from releases.record.views.showing import show


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """List the topics, each with the number of questions filed under it."""
    trail = trail_of(Crumb(_("问答库"), reverse("record:questions")), Crumb(pgettext("topics", "主题")))
    context = {"topics": list(counted_topics())}
    address = reverse("record:topics")
    return show(request, "record/topics.html", context, trail=trail, address=address, here="questions")


@require_safe
def years(request: HttpRequest) -> HttpResponse:
    """Show what was asked most in each year: a chart for each topic, and a table of the same figures."""
    chart = years_of(topics_by_year())
    trail = trail_of(Crumb(_("问答库"), reverse("record:questions")), Crumb(_("历年问得最多的")))
    address = reverse("record:years")
    return show(
        request, "record/years.html", {"chart": chart}, trail=trail, address=address, here="questions"
    )
