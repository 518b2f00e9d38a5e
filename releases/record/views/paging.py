"""Pages of a long list."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

_Row = TypeVar("_Row")


def page_of(request: HttpRequest, rows: QuerySet[Any, _Row], size: int) -> Page[_Row]:
    """Return the page asked for; one that does not exist is 404, for it has nothing to say."""
    try:
        return Paginator(rows, size).page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404 from error
