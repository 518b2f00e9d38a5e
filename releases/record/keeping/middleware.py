"""Answering from what is kept, before anything else is done; keeping what was made."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import http_date

from releases.record import caching
from releases.record.caching import Kind
from releases.record.keeping.bodies import Bodies
from releases.record.keeping.memory import Memory
from releases.record.keeping.page import Page, made_of, marked, unmark
from releases.record.keeping.query import canonical
from releases.record.keeping.stamp import Reading, Stamp, stamp
from releases.record.revision import Moved
from releases.record.views.errors import unavailable

if TYPE_CHECKING:
    from releases.record.keeping.shared import Shared

# A host may come with any port.
_HOSTS = 20
# How files are answered, and what is asked of the process itself: no page was looked up for them, and they
# say themselves how long they live.
_OF_FILES = (200, 206, 304)


class _Plan(NamedTuple):
    """What is to become of the answer of a request whose address has been looked up."""

    kind: Kind
    query: str
    stamp: Stamp


class KeptPages:
    """Hand out pages by address, site revision and code revision; nothing else of a request is looked at.

    Stands outside of whatever sets headers, so that they are kept along. Where the plain address is kept,
    nothing is looked up, parameters or not: the page tells which it knows.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        room: int = settings.KEPT_PAGES_BYTES
        self.memory = Memory(room) if room else None
        self.shared = _shared(settings.CACHE_URL) if settings.CACHE_URL and room else None
        self.bodies = Bodies(self.memory, self.shared) if self.memory else None
        self.reading = Reading()
        self.hosts: set[str] = set()
        self.only_secure: bool = settings.SECURE_SSL_REDIRECT

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer from what is kept, or have it made and say how long it may live."""
        if not request.path.startswith(settings.DESK_PATH):
            # Only the desk knows anybody. Django would tell a browser to forget a session that has ended.
            request.META.pop("HTTP_COOKIE", None)
        if self.memory is not None and _may_be_kept(request):
            page = self._in_memory(self.memory, request)
            if page is not None and self._may_read(request):
                return page.answer(request)
        asked = unmark(request)
        response = self.get_response(request)
        if request.resolver_match is None and response.status_code in _OF_FILES:
            return response
        kind = caching.kind_of(request.resolver_match)
        caching.say(response, kind, found=request.resolver_match is not None)
        plan: _Plan | None = getattr(request, "kept_pages_plan", None)
        if plan is not None and response.status_code == 200:
            return self._keep(request, response, plan)
        if asked and response.status_code == 304 and "ETag" in response.headers:
            response.headers["ETag"] = marked(response.headers["ETag"])
        return response

    def process_view(self, request: HttpRequest, *_: object) -> HttpResponseBase | None:
        """Take from the query what the address does not know; answer from what is kept, or with a 304.

        Where the database is away and no answer is kept, say so at once: a server in front has the copy.
        """
        kind = caching.kind_of(request.resolver_match)
        if kind is None:
            return None
        asked = kind.asked if request.method in ("GET", "HEAD") else None
        if asked is not None:
            query = canonical(request.META["QUERY_STRING"], asked)
            if query != request.META["QUERY_STRING"]:
                request.META["QUERY_STRING"] = query
                vars(request).pop("GET", None)
            request.kept_bodies = self.bodies  # type: ignore[attr-defined]  # bodies_of() knows it
        if self.memory is None or not kind.recorded:
            return None
        if getattr(request, "kept_pages_away", False):
            return unavailable(request)
        try:
            moved = self.reading.moved()
        except Error:
            return unavailable(request)
        known = None if asked is None else self._known(self.memory, request, kind, moved)
        return known or (unavailable(request) if self.reading.away else None)

    def _known(
        self, memory: Memory, request: HttpRequest, kind: Kind, moved: Moved
    ) -> HttpResponseBase | None:
        """Return what is kept, or a 304; plan what is to become of the answer that is to be made."""
        if not (kind.kept or kind.tagged):
            return None
        query, now = request.META["QUERY_STRING"], stamp(moved, kind.clock)
        if kind.kept and _may_be_kept(request):
            page = self._anywhere(memory, request.path_info, query, now)
            if page is not None:
                return page.answer(request)
        request.kept_pages_plan = _Plan(kind, query, now)  # type: ignore[attr-defined]
        if kind.tagged and request.META.get("HTTP_IF_NONE_MATCH") == now.tag(request.path_info, query):
            unchanged = HttpResponse(status=304, headers={"Vary": "Accept-Encoding"})
            return _tagged(unchanged, request, query, now)
        return None

    def _may_read(self, request: HttpRequest) -> bool:
        """Return whether the site answers to this host and protocol; what refuses others is further in."""
        if self.only_secure and not request.is_secure():
            return False
        host = request.META.get("HTTP_HOST", "")
        if host in self.hosts:
            return True
        try:
            request.get_host()
        except DisallowedHost:
            return False
        if len(self.hosts) < _HOSTS:
            self.hosts.add(host)
        return True

    def _in_memory(self, memory: Memory, request: HttpRequest) -> Page | None:
        path, query = request.path_info, request.META["QUERY_STRING"]
        page = memory.get(path, "")
        if page is not None and query:
            query = canonical(query, page.known)
            page = memory.get(path, query) if query else page
        if page is None:
            return None
        try:
            now = stamp(self.reading.moved(), page.clock)
        except Error:
            # Further in that is said without another look, in an answer with the headers of all others.
            request.kept_pages_away = True  # type: ignore[attr-defined]  # process_view() knows it
            return None
        if page.stamp != now.value:
            return None
        memory.used(path, query)
        return page

    def _anywhere(self, memory: Memory, path: str, query: str, now: Stamp) -> Page | None:
        page = memory.get(path, query)
        if page is not None and page.stamp == now.value:
            memory.used(path, query)
            return page
        page = self.shared.get(path, query, now.value) if self.shared else None
        if page is not None:
            memory.keep(path, query, page)
        return page

    def _keep(self, request: HttpRequest, response: HttpResponseBase, plan: _Plan) -> HttpResponseBase:
        kind = plan.kind
        if kind.tagged:
            _tagged(response, request, plan.query, plan.stamp)
        if not (kind.kept and request.method == "GET" and _may_be_kept(request) and _is_for_all(response)):
            return response
        page = made_of(response, known=kind.asked or frozenset(), clock=kind.clock, stamp=plan.stamp.value)
        assert self.memory is not None  # noqa: S101  (else there is no plan)
        self.memory.keep(request.path_info, plan.query, page)
        if self.shared:
            self.shared.keep(request.path_info, plan.query, page)
        return page.answer(request)


def _shared(url: str) -> Shared:
    # Its library takes seven megabytes of each process, which most sites can spare.
    from releases.record.keeping.shared import Shared

    return Shared(url)


def _may_be_kept(request: HttpRequest) -> bool:
    """Return whether a kept page can answer: parts of it are for the view to cut."""
    return request.method in ("GET", "HEAD") and "HTTP_RANGE" not in request.META


def _is_for_all(response: HttpResponseBase) -> TypeGuard[HttpResponse]:
    """Return whether the answer is all there, and the same for every reader."""
    same = not response.cookies and not response.has_header("Vary")
    return isinstance(response, HttpResponse) and same and response.has_header("ETag")


def _tagged(response: HttpResponseBase, request: HttpRequest, query: str, now: Stamp) -> HttpResponseBase:
    response.headers["ETag"] = now.tag(request.path_info, query)
    response.headers["Last-Modified"] = http_date(now.modified.timestamp())
    return response
