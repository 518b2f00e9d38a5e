"""People: who speaks at conferences, and everything one person said there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from releases.record.models import Appearance, Passage, Speaker
from releases.record.models.passage import PassageQuerySet
from releases.record.models.speaker import latest_of
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.feed_links import feeds_of
from releases.record.pages.spoken import Exchange, exchanges, with_questions
from releases.record.views.paging import address_of, page_of
from releases.record.views.showing import show

PAGE_SIZE = 40


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A speaker in the list, with the name and position of the latest appearance."""

    name: str
    position: str
    url: str
    releases: int
    last_on: date


@dataclass(frozen=True, slots=True)
class Attended:
    """A person at one conference: in which position, and what was asked and said."""

    appearance: Appearance
    exchanges: tuple[Exchange, ...]


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List those who have spoken, the latest first."""
    page_obj: Page[Any] = page_of(request, Speaker.objects.latest_first(), PAGE_SIZE)
    latest = latest_of(page_obj)
    page_obj.object_list = [
        PersonRow(
            name=latest[one.ref].name,
            position=latest[one.ref].position,
            url=latest[one.ref].get_absolute_url(),
            releases=one.releases,
            last_on=one.last_on,
        )
        for one in page_obj
        if one.ref in latest  # else withdrawn since the speakers were read
    ]
    return show(
        request,
        "record/people.html",
        {"page_obj": page_obj, "query_without_page": ""},
        trail=trail_of(Crumb(_("人物"))),
        address=address_of(reverse("record:people"), page_obj),
        here="people",
    )


@require_safe
def person(request: HttpRequest, ref: str) -> HttpResponse:
    """Show every current release a person was at: the position held then, what was asked and said."""
    # An index has this order, for an id begins with the day. An appearance leaves with its release.
    appearances = Appearance.objects.filter(ref=ref).select_related("release").order_by("-release")
    page_obj: Page[Any] = page_of(request, appearances, PAGE_SIZE)
    if not page_obj.object_list:
        raise Http404
    name, path = page_obj.object_list[0].name, reverse("record:person", args=[ref])
    said = exchanges(with_questions(_passages(ref, page_obj)))
    page_obj.object_list = [Attended(one, said.get(one.release_id, ())) for one in page_obj]
    return show(
        request,
        "record/person.html",
        {
            "person_name": name,
            "page_obj": page_obj,
            "count": page_obj.paginator.count,
            "query_without_page": "",
            "feeds": feeds_of(path),
        },
        trail=trail_of(Crumb(_("人物"), reverse("record:people")), Crumb(name)),
        address=address_of(path, page_obj),
        description=_("%(name)s出席的新闻发布会，以及在会上回答和发布的内容。") % {"name": name},
        here="people",
    )


def _passages(ref: str, page_obj: Page[Appearance]) -> PassageQuerySet:
    attended = [one.release_id for one in page_obj]
    passages = Passage.objects.on_the_matter().filter(speaker_ref=ref, release__in=attended)
    return passages.order_by("-release", "position")
