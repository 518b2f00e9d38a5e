"""What a link opens for people without an account: the page and its files, and what is given ahead also
in other forms, until it is public.

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
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from releases.client import client_address
from releases.desk import embargo, sharing
from releases.desk.embargo import Standing
from releases.desk.models import PreviewLink
from releases.desk.views.files import handed_out
from releases.document import Document
from releases.record.addresses import absolute
from releases.record.exports.edition import Edition
from releases.record.exports.names import safe
from releases.record.models import Release, Section
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.downloads import downloads_at
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
        stands = _standing(link) if link.outlet else Standing.AHEAD
        if stands is Standing.CALLED_OFF:
            return _nothing(request, 410)
        if stands is not Standing.AHEAD:
            # A page asks for nothing but its link.
            return _over(request, link, stands, asked_for_page=not kwargs)
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
    _noted(request, link)
    shown = release_page(
        # Nobody is linked: a person may have no public page before this release is out.
        replace(document, people=tuple(replace(person, ref="") for person in document.people)),
        media_url=partial(_private_address, sharing.token_of(link)),
        section=Section.objects.with_parents().filter(path=document.section).first(),
    )
    if not link.outlet:
        return render_release(request, shown, template="desk/shared.html", context={"link": link})
    shown = replace(shown, downloads=downloads_at(embargo.OFFERED.values(), partial(_download_address, link)))
    mark = _edition(link, document).embargo
    context = {"mark": mark, "overdue": mark is not None and mark.until <= timezone.now()}
    return render_release(request, shown, template="desk/embargoed.html", context=context)


@_of_link
def file(request: HttpRequest, link: PreviewLink, document: Document, name: str) -> HttpResponseBase:
    """Hand out one of the private files that the document is shown with."""
    response = handed_out(name, sharing.files_of(document))
    if response is None:
        return _nothing(request, 404)
    if link.outlet:
        _noted(request, link, embargo.called(document, name))
    return response


@_of_link
def download(request: HttpRequest, link: PreviewLink, document: Document, suffix: str) -> HttpResponse:
    """Give what is given ahead in one of the forms that say so; a preview has none."""
    form = embargo.OFFERED.get(suffix)
    if form is None or not link.outlet:
        return _nothing(request, 404)
    _noted(request, link, suffix)
    response = HttpResponse(b"".join(form.pieces(_edition(link, document))), content_type=form.media_type)
    name = f"限时公开-{safe(document.title)}-供{safe(link.note)}.{suffix}"
    # To be kept, whatever it is: what is shown in a window says less of where it is from.
    response.headers["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return response


def _standing(link: PreviewLink) -> Standing:
    return embargo.standing(link, embargo.grounds_of(link.conference))


def _noted(request: HttpRequest, link: PreviewLink, what: str = "") -> None:
    if request.method == "GET":
        agent = request.headers.get("User-Agent", "")
        sharing.used(link=link, address=client_address(request), agent=agent, what=what)


def _edition(link: PreviewLink, document: Document) -> Edition:
    page = sharing.address_of(link)
    return embargo.edition(link, document, address=page, file_address=f"{page}files/")


def _over(request: HttpRequest, link: PreviewLink, stands: Standing, *, asked_for_page: bool) -> HttpResponse:
    """Say what became of what was given ahead, without a word of it."""
    if asked_for_page:
        _noted(request, link)
    address = absolute(Release(pk=link.conference.release_id).get_absolute_url())
    title = {
        Standing.PUBLISHED: "稿件已经正式发布",
        Standing.CHANGED: "稿件已经正式发布，内容有改动",
        Standing.WITHDRAWN: "稿件已经撤回",
    }[stands]
    return show(
        request,
        "desk/embargo-over.html",
        {"title": title, "stands": stands.value, "address": address},
        trail=trail_of(Crumb(title)),
        status=200 if asked_for_page else 410,
    )


def _nothing(request: HttpRequest, status: int) -> HttpResponse:
    title = "链接已失效" if status == 410 else "没有找到这个页面"
    context = {"title": title, "status": status}
    return show(request, "desk/shared-nothing.html", context, trail=trail_of(Crumb(title)), status=status)


def _private_address(token: str, name: str) -> str:
    return reverse("desk:shared_file", args=[token, name])


def _download_address(link: PreviewLink, suffix: str) -> str:
    return reverse("desk:shared_download", args=[sharing.token_of(link), suffix])
