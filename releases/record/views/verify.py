"""The quote check: paste an article, and see of each quotation whether it was said."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from releases.record.forms import VerifyForm
from releases.record.pages.crumbs import Crumb, trail_of
from releases.record.pages.verify import Report, value
from releases.record.quotes.check import check
from releases.record.quotes.quotations import quotations
from releases.record.views.showing import show


# Nothing is written and nobody is known: there is nothing that another site's page could make a reader do.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest) -> HttpResponse:
    """Show the form, and of each quotation in the text that was sent what the record says."""
    form = VerifyForm(request.POST if request.method == "POST" else None)
    valid = form.is_valid()
    invalid = form.is_bound and not valid
    return show(
        request,
        "record/verify.html",
        {"form": form, "invalid": invalid, "report": _report(form) if valid else None},
        trail=trail_of(Crumb(_("核对引文"))),
        address=reverse("record:verify"),
        status=HTTPStatus.BAD_REQUEST if invalid else HTTPStatus.OK,
    )


@csrf_exempt
@require_POST
def machine(request: HttpRequest) -> HttpResponse:
    """Answer the same as JSON; anybody's page may ask."""
    form = VerifyForm(request.POST)
    valid = form.is_valid()
    found = value(_report(form)) if valid else {"errors": form.errors}
    return JsonResponse(
        found,
        status=HTTPStatus.OK if valid else HTTPStatus.BAD_REQUEST,
        headers={"Access-Control-Allow-Origin": "*"},
        json_dumps_params={"ensure_ascii": False},
    )


def _report(form: VerifyForm) -> Report:
    asked = quotations(form.cleaned_data["text"], sentences=form.cleaned_data["sentences"])
    return Report(asked, check(asked))
