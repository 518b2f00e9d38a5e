"""Lists of releases: all of them, or a section's."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from releases.record import listing
from releases.record.filters import ReleaseFilter
from releases.record.models import Section
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.feed_links import FeedLink, calendar_of, feeds_of
from releases.record.pages.labels import column_labels, site_labels
from releases.record.views.paging import address_of, page_of, title_of
from releases.record.views.showing import show

PAGE_SIZE = 20


@require_safe
def releases(request: HttpRequest) -> HttpResponse:
    """List everything that is current."""
    return _list(request, section=None, children=[])


@require_safe
def section(request: HttpRequest, path: str) -> HttpResponse:
    """List what is filed in a section and below it."""
    # The whole tree in one query: the way up, the children, and nothing else costs one.
    sections = {section.pk: section for section in Section.objects.all()}
    for one in sections.values():
        one.parent = sections[one.parent_id] if one.parent_id else None
    asked = next((one for one in sections.values() if one.path == path), None)
    if asked is None:
        raise Http404
    children = [one for one in sections.values() if one.parent_id == asked.pk]
    return _list(request, section=asked, children=children)


def _list(request: HttpRequest, *, section: Section | None, children: list[Section]) -> HttpResponse:
    path = section.get_absolute_url() if section else reverse("record:releases")
    filed_at = section.path if section else ""
    offered = listing.offered(filed_at)
    chooser = SimpleLazyObject(
        lambda: ReleaseFilter(
            request.GET,
            queryset=listing.filed_at(filed_at).newest_first(),
            years=offered.years,
            sources=offered.sources,
        )
    )
    # Where nothing is chosen, or a year, the form is the same for all who come.
    is_plain = not ReleaseFilter.base_filters.keys() & request.GET.keys()
    rows = listing.Rows(filed_at, offered.years) if is_plain else chooser.found()
    page_obj = page_of(request, rows, PAGE_SIZE)
    asked = {} if is_plain else chooser.asked()
    is_of_year = asked.keys() == {"year"} and int(asked["year"]) in offered.years
    name = section.name if section else _("全部发布")
    context = {
        "section": section,
        "children": children,
        "filter": chooser,
        "offered": (*offered.years, *offered.sources, asked.get("year")) if is_plain or is_of_year else None,
        "invalid": not is_plain and not chooser.form.is_valid(),
        "page_obj": page_obj,
        "count": page_obj.paginator.count,
        "query_without_page": urlencode(asked),
        "chosen": [] if is_plain else chooser.chosen(path),
        "feeds": _feeds(path, section),
    }
    return show(
        request,
        "record/section.html" if section else "record/list.html",
        context,
        trail=trail_of(*section.trail()) if section else trail_of(Crumb(name)),
        address=address_of(path, page_obj, asked),
        title=title_of(name, page_obj),
        description=section.description if section else "",
        labels=column_labels(section) if section else site_labels(),
        here="" if section else "releases",
        status=400 if context["invalid"] else 200,
    )


def _feeds(path: str, section: Section | None) -> tuple[FeedLink, ...]:
    found = (*feeds_of(path), calendar_of(path))
    return found if section else (*found, *feeds_of(f"{path}corrections/", _("订阅更正和撤回")))
