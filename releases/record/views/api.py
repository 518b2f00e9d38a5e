"""The page that tells people how programs read the record."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from releases.record.api import limits
from releases.record.pages.api import manual
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.views.showing import show


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """Explain every resource, its parameters, its answers, the errors and the limits."""
    return show(
        request,
        "record/api.html",
        {"manual": manual(), "requests": limits.REQUESTS, "seconds": limits.SECONDS},
        trail=trail_of(Crumb(_("数据接口"))),
        address=reverse("record:api"),
        description=_("读取全部发布、发言、提问的数据接口：参数、示例、错误和限额。"),
    )
