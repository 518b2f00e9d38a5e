"""Departments: who answers, and everything one of them was asked and said."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from releases.record.filters import Chooser, YearFilter
from releases.record.headings import counted_departments
from releases.record.models import Department, Passage, Release, Utterance
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.feed_links import feeds_of
from releases.record.pages.spoken import Exchange, exchanges, with_questions
from releases.record.tallies import Listed, by_year, every_year
from releases.record.views.paging import address_of, page_of, title_of
from releases.record.views.showing import show

PAGE_SIZE = 20


class UtteranceFilter(Chooser):
    """The year of what a department said."""

    year = YearFilter()

    class Meta:
        model = Utterance
        fields: list[str] = []

    def found(self) -> QuerySet[Utterance]:
        """Return what was said that year: nothing at all when the question makes no sense."""
        utterances: QuerySet[Utterance] = self.qs if self.form.is_valid() else self.queryset.none()
        return utterances


@dataclass(frozen=True, slots=True)
class Spoken:
    """What a department was asked and said at one conference, as far as it stands on this page."""

    release: Release
    exchanges: tuple[Exchange, ...]


@require_safe
def departments(request: HttpRequest) -> HttpResponse:
    """List the departments, each with the number of questions it answered."""
    trail = trail_of(Crumb(_("问答库"), reverse("record:questions")), Crumb(_("部门")))
    address = reverse("record:departments")
    return show(
        request,
        "record/departments.html",
        {"departments": list(counted_departments())},
        trail=trail,
        address=address,
        here="questions",
    )


@require_safe
def department(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what a department was asked and what it said, the newest conference first."""
    department = get_object_or_404(Department, slug=slug)
    utterances = Utterance.objects.filter(department=department).in_order()
    chooser = UtteranceFilter(request.GET, queryset=utterances)
    years = by_year(("utterance", department.pk))
    offered = every_year(years)
    chooser.offer("year", offered)
    found = Listed(chooser.found(), chooser.of_year(years), "utterance", department.pk)
    page_obj = page_of(request, found, PAGE_SIZE)
    path, asked = department.get_absolute_url(), chooser.asked()
    context = {
        "department": department,
        "spoken": _spoken([one.passage_id for one in page_obj]),
        "filter": chooser,
        # Where nothing is chosen the form is the same for all departments of the same years.
        "offered": None if chooser.data.get("year") else tuple(offered),
        "invalid": not chooser.form.is_valid(),
        "page_obj": page_obj,
        "count": page_obj.paginator.count,
        "query_without_page": urlencode(asked),
        "chosen": chooser.chosen(path),
        "feeds": (*feeds_of(path), *feeds_of(f"{path}releases/", _("订阅它发言的发布会"))),
    }
    way = (Crumb(_("问答库"), reverse("record:questions")), Crumb(_("部门"), reverse("record:departments")))
    name = department.name
    return show(
        request,
        "record/department.html",
        context,
        trail=trail_of(*way, Crumb(name)),
        address=address_of(path, page_obj, asked),
        title=title_of(name, page_obj),
        description=_("%(name)s在新闻发布会上回答过的提问和发布的内容。") % {"name": name},
        here="questions",
        status=400 if context["invalid"] else 200,
    )


def _spoken(passage_ids: list[int]) -> list[Spoken]:
    passages = Passage.objects.filter(pk__in=passage_ids).select_related("release")
    ordered = sorted(with_questions(passages), key=lambda passage: passage_ids.index(passage.pk))
    said = exchanges(ordered)
    releases = (release for release, _ in groupby(passage.release for passage in ordered))
    return [Spoken(release, said[release.pk]) for release in releases]
