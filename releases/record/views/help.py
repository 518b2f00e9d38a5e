"""Pages about the site itself."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from releases.record.addresses import absolute
from releases.record.models import Release
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.views.showing import show


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how text size, 长者版, high contrast and the keyboard work."""
    trail = trail_of(Crumb(_("无障碍说明")))
    address = reverse("record:accessibility")
    return show(request, "record/accessibility.html", {}, trail=trail, address=address)


@require_safe
def press(request: HttpRequest) -> HttpResponse:
    """Say to journalists how to take, quote and check what was published."""
    trail = trail_of(Crumb(_("记者服务")))
    example = Release.objects.current().newest_first().values_list("pk", flat=True).first()
    context = {
        "example": example,
        "head": absolute(reverse("files:head")),
        "chain": absolute(reverse("files:chain")),
        "check": absolute(reverse("files:verify_json")),
    }
    return show(request, "record/press.html", context, trail=trail, address=reverse("record:press"))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Say what search can and cannot find."""
    trail = trail_of(Crumb(_("检索"), reverse("record:search")), Crumb(_("怎样检索")))
    return show(request, "record/search_help.html", {}, trail=trail, address=reverse("record:search_help"))
