"""What a preview link opens: the page and its files, for people without an account.

No cache keeps an answer, no other site learns the address, and whatever opens nothing looks alike:
only who holds a link that once was right is told that it no longer is.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial, wraps

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_safe

from releases.client import client_address
from releases.desk import sharing
from releases.desk.models import PreviewLink
from releases.desk.views.files import handed_out
from releases.document import Document
from releases.record.models import Section
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.release import release_page
from releases.record.views.release import render_release
from releases.record.views.showing import show

_HEADERS = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}
_View = Callable[..., HttpResponseBase]


def _of_link(view: _View) -> _View:
    """Hand the view the link and its document, and put the headers on whatever is answered."""

    @require_safe
    def opened(request: HttpRequest, token: str, **kwargs: str) -> HttpResponseBase:
        try:
            link, document = sharing.opened(token=token)
        except sharing.LinkError as error:
            return _nothing(request, 410 if error.genuine else 404)
        return view(request, link, document, **kwargs)

    @wraps(view)
    def guarded(request: HttpRequest, token: str, **kwargs: str) -> HttpResponseBase:
        response = opened(request, token, **kwargs)
        for name, value in _HEADERS.items():
            response[name] = value
        return response

    return guarded


@_of_link
def page(request: HttpRequest, link: PreviewLink, document: Document) -> HttpResponse:
    """Show the document with the public's own template, and note that somebody looked."""
    if request.method == "GET":
        agent = request.headers.get("User-Agent", "")
        sharing.used(link=link, address=client_address(request), agent=agent)
    shown = release_page(
        # Nobody is linked: a person may have no public page before this release is out.
        replace(document, people=tuple(replace(person, ref="") for person in document.people)),
        media_url=partial(_private_address, sharing.token_of(link)),
        section=Section.objects.with_parents().filter(path=document.section).first(),
    )
    return render_release(request, shown, template="desk/shared.html", context={"link": link})


@_of_link
def file(request: HttpRequest, link: PreviewLink, document: Document, name: str) -> HttpResponseBase:  # noqa: ARG001  (a view's own)
    """Hand out one of the private files that the document is shown with."""
    return handed_out(name, sharing.files_of(document)) or _nothing(request, 404)


def _nothing(request: HttpRequest, status: int) -> HttpResponse:
    title = "链接已失效" if status == 410 else "没有找到这个页面"
    context = {"title": title, "status": status}
    return show(request, "desk/shared-nothing.html", context, trail=trail_of(Crumb(title)), status=status)


def _private_address(token: str, name: str) -> str:
    return reverse("desk:shared_file", args=[token, name])
