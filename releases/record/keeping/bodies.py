"""What does not change of a page while its version stands: made once, whatever else is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest, HttpResponse

from releases.record.keeping.code import code
from releases.record.keeping.memory import Memory
from releases.record.keeping.page import Page
from releases.record.models import Release, Version

if TYPE_CHECKING:
    from releases.record.keeping.shared import Shared

# In place of a query, which never has this character: a body is no page that somebody could ask for.
_BODY = "#body"


class Bodies:
    """The bodies of pages, kept among the pages."""

    def __init__(self, memory: Memory, shared: Shared | None) -> None:
        self._memory, self._shared = memory, shared

    def get(self, request: HttpRequest, stamp: tuple[object, ...]) -> HttpResponse | None:
        """Return the body that was kept for this address, made of the same."""
        path = request.path_info
        page = self._memory.get(path, _BODY)
        if page is not None and page.stamp == stamp:
            self._memory.used(path, _BODY)
        else:
            page = self._shared.get(path, _BODY, stamp) if self._shared else None
            if page is None:
                return None
            self._memory.keep(path, _BODY, page)
        return HttpResponse(page.body, headers=page.headers)

    def keep(self, request: HttpRequest, stamp: tuple[object, ...], response: HttpResponse) -> None:
        """Keep the response as the body of this address."""
        page = Page(dict(response.items()), response.content, b"", frozenset(), None, stamp)
        self._memory.keep(request.path_info, _BODY, page)
        if self._shared:
            self._shared.keep(request.path_info, _BODY, page)


def bodies_of(request: HttpRequest) -> Bodies | None:
    """Return where the bodies of pages are kept, if they are."""
    bodies: Bodies | None = getattr(request, "kept_bodies", None)
    return bodies


def stamp_of(release: Release, version: Version) -> tuple[object, ...]:
    """Return all that the body of a release's page is made of: another version, another name of a section."""
    section = release.section
    facts = (section.description, section.keywords, section.column_type)
    trail = tuple((one.path, one.name) for one in section.trail())
    return (version.seal, release.readable_from, release.published_at, trail, facts, code().digest)
