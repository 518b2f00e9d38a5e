"""The search page."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from releases.record.forms import SearchForm
from releases.record.models import Release
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.offers import suggestions, ways_on
from releases.record.pages.search import chosen, facets
from releases.record.search.finding import search as find
from releases.record.search.nearest import Nearest, nearest
from releases.record.search.query import LONGEST_QUERY, Query, parse
from releases.record.search.results import Results
from releases.record.views.showing import show

LATEST = 3


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what current releases say of the words, and every way to narrow it."""
    form = SearchForm(request.GET)
    valid, path = form.is_valid(), reverse("record:search")
    asked = form.asked()
    words = asked.get("q", "")
    if words:
        # Links ask for as much as is looked for: sixty with ten thousand characters each are a book.
        asked["q"] = words[:LONGEST_QUERY]
    results = (
        find(parse(form.cleaned_data["q"]), form.filters(), form.cleaned_data["page"] or 1)
        if valid
        else Results(Query())
    )
    offered = nearest(results, form.filters()) if valid else Nearest()
    context = {
        "form": form,
        "invalid": not valid,
        "words": words,
        "results": results,
        "facets": tuple(facets(results, asked, path)),
        "chosen": tuple(chosen(results, asked, path)),
        "suggestions": tuple(suggestions(offered)),
        "ways_on": tuple(ways_on(offered)),
        "latest": list(Release.objects.current().newest_first()[:LATEST]) if _is_empty(results) else [],
        "words_alone": f"{path}?{urlencode({'q': asked.get('q', '')})}",
        "query_without_page": urlencode(asked),
    }
    return show(
        request,
        "record/search.html",
        context,
        trail=trail_of(Crumb(_("检索"))),
        title=_("检索：%(words)s") % {"words": words[:40]} if words else _("检索"),
        here="search",
        status=200 if valid else 400,
    )


def _is_empty(results: Results) -> bool:
    return bool(results.query.words) and not results.total
