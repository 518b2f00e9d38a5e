"""Pages of a long list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

_Row = TypeVar("_Row")


def page_of(
    request: HttpRequest,
    rows: QuerySet[Any, _Row] | Sequence[_Row],
    size: int,
) -> Page[_Row]:
    """Return the page asked for; one that does not exist is 404, for it has nothing to say.

    Its ``numbers`` are the pages to offer: the first, the last, and some about this one, with gaps between.
    """
    paginator = Paginator(rows, size)
    try:
        page = paginator.page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404 from error
    page.numbers = paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)  # type: ignore[attr-defined]
    return page
