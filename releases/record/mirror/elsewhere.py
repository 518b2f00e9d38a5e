"""What a copy says where only the site itself can answer: that it is a copy, and what it cannot do now."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from releases.record.api.answers import as_json
from releases.record.api.problems import MEDIA_TYPE
from releases.record.languages import ENGLISH, in_english
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.views.showing import show

# By address; the last two stand for many: a list asked in a way that is not kept, a file that is not.
_PAGES: dict[str, Promise] = {
    "/search/": _("现在不能检索"),
    "/verify/": _("现在不能核对引文"),
    "/filtered/": _("现在不能这样筛选"),
    "/file/": _("现在没有这个文件"),
}
# For programs: every address of the API that is not kept, and the quote check.
_PROBLEMS = ("/api/v1/search", "/verify.json")
_DETAIL = "这是网站的静态副本，只有网站本身才能回答这个请求，请稍后再试。"
NOT_FOUND = ("/404/", in_english("/404/"))
INSTEAD = (*_PAGES, *map(in_english, _PAGES), *_PROBLEMS)


def instead(url: str, request: HttpRequest) -> tuple[str, bytes]:
    """Return the type and the bytes of what stands in the place of one of ``INSTEAD``."""
    if url in _PROBLEMS:
        value = {"type": "about:blank", "title": "现在无法回答", "status": 503, "detail": _DETAIL}
        return MEDIA_TYPE, as_json(value, status=503, media_type=MEDIA_TYPE).content
    chinese = url.removeprefix(f"/{ENGLISH}")
    with translation.override(settings.LANGUAGE_CODE if url == chinese else ENGLISH):
        title = str(_PAGES[chinese])
        response = show(request, "record/copy.html", {"title": title}, trail=trail_of(Crumb(title)))
    return response.headers["Content-Type"], response.content
