"""Pages of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

_Row = TypeVar("_Row")
# As many rows are found and sorted in some milliseconds.
MANY = 1_000


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any, _Row] | Sequence[_Row],
    size: int,
    many: QuerySet[Any, _Row] | None = None,
) -> Page[_Row]:
    """Return the page asked for; one that does not exist is 404, for it has nothing to say.

    ``many`` asks for the same rows in the way that is quicker where there are many of them. Its ``numbers``
    are the pages to offer: the first, the last, and some about this one, with gaps between.
    """
    paginator = Paginator(rows, size)
    if many is not None and paginator.count > MANY:
        paginator.object_list = many
    try:
        page = paginator.page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404 from error
    page.numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)  # type: ignore[attr-defined]
    return page
