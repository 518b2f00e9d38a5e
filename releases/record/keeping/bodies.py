"""What does not change of a page while its version stands: made once, whatever else is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from releases.record.keeping import pieces
from releases.record.keeping.memory import Memory
from releases.record.keeping.page import Page

if TYPE_CHECKING:
    from releases.record.keeping.shared import Shared

# In place of a query, which never has this character: a body is no page that somebody could ask for.
_BODY = "#body"
# Where the one part goes that changes while a version stands. Nobody's words can hold it: they are escaped.
LATER = b"<!-- related -->"


class Bodies:
    """The bodies of pages, kept among the pages."""

    def __init__(self, memory: Memory, shared: Shared | None) -> None:
        self._memory, self._shared = memory, shared

    def at_hand(self, request: HttpRequest) -> Page | None:
        """Return the body that is in memory for this address, whatever it was made of."""
        self._memory.used(request.path_info, _BODY)
        return self._memory.get(request.path_info, _BODY)

    def of_others(self, request: HttpRequest, stamp: tuple[object, ...]) -> Page | None:
        """Return the body that another process kept for this address, made of the same."""
        page = self._shared.get(request.path_info, _BODY, stamp) if self._shared else None
        if page is not None:
            self._memory.keep(request.path_info, _BODY, page)
        return page

    def keep(self, request: HttpRequest, stamp: tuple[object, ...], response: HttpResponse) -> Page:
        """Keep the response as the body of this address, in both forms: a page is joined of either."""
        before, _, after = response.content.partition(LATER)
        compressed = pieces.pack(before, after)
        page = Page(dict(response.items()), response.content, compressed, frozenset(), None, stamp)
        self._memory.keep(request.path_info, _BODY, page)
        if self._shared:
            self._shared.keep(request.path_info, _BODY, page)
        return page


def bodies_of(request: HttpRequest) -> Bodies | None:
    """Return where the bodies of pages are kept, if they are."""
    bodies: Bodies | None = getattr(request, "kept_bodies", None)
    return bodies


def whole(body: Page, later: str) -> HttpResponse:
    """Return the page on this body, with what changes in its place."""
    before, _, after = body.body.partition(LATER)
    words = later.encode()
    response = HttpResponse(before + words + after, headers=body.headers)
    # made_of() knows it: it need not compress the whole once more.
    response.compressed = pieces.joined(body.compressed, words, after)  # type: ignore[attr-defined]
    return response
