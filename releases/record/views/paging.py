"""Pages of a long list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

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


def address_of(path: str, page: Page[Any], asked: Mapping[str, str] | None = None) -> str:
    """Return the address of a page of a list of which this was asked; the first needs no number."""
    query = dict(asked or {})
    if page.number > 1:
        query["page"] = str(page.number)
    return f"{path}?{urlencode(query)}" if query else path


def title_of(name: str, page: Page[Any]) -> str:
    """Return what a page of a list is called; the first is called as the list is."""
    number = page.number
    return _("%(name)s（第 %(number)s 页）") % {"name": name, "number": number} if number > 1 else name
