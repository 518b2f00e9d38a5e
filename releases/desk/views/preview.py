"""What the public will see, and the private files it is shown with.

The admin wraps both views: staff alone get in, and no cache may keep the answer.
"""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_safe

from releases.desk.freeze import freeze
from releases.desk.models import Conference
from releases.desk.objections import objections
from releases.desk.views.files import handed_out
from releases.desk.views.pages import address, may
from releases.document import DocumentError
from releases.photos import public_names
from releases.record.media import attachment_name
from releases.record.models import Release, Section
from releases.record.pages import release_page
from releases.record.views.release import render_release


@require_safe
@may("view_conference")
def preview(request: HttpRequest, conference: Conference) -> HttpResponse:
    """Show the page that publishing now would make, with the public's own template."""
    try:
        document = freeze(conference)
    except DocumentError:
        for finding in objections(conference):
            messages.error(request, finding.message)
        return redirect(address("review", conference))
    page = release_page(
        document,
        media_url=partial(_private_address, conference.pk),
        section=Section.objects.with_parents().filter(pk=conference.section_id or 0).first(),
        release=Release.objects.with_page().filter(pk=conference.release_id).first(),
    )
    return render_release(request, page)


@require_safe
@may("view_conference")
def file(request: HttpRequest, conference: Conference, name: str) -> FileResponse:  # noqa: ARG001  (a view's own)
    """Hand out one of this conference's private files."""
    response = handed_out(name, _names(conference))
    if response is None:
        raise Http404
    return response


def _names(conference: Conference) -> set[str]:
    names = {
        name
        for photo in conference.photos.exclude(digest="")
        for name in public_names(photo.digest, photo.width)
    }
    return names | {attachment_name(each.digest, each.file_name) for each in conference.attachments.all()}


def _private_address(pk: int, name: str) -> str:
    return reverse("admin:desk_conference_file", args=[pk, name])
