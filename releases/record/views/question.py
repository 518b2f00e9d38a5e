"""One question on its own page."""

from __future__ import annotations

from django.core.files.storage import storages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone

from releases.record.again import asked_again
from releases.record.headings import headings_of
from releases.record.models import Release
from releases.record.pages.question import question_page
from releases.record.views.of_release import of_release
from releases.record.views.showing import show


@of_release
def question(request: HttpRequest, release: Release, turn: str) -> HttpResponse:
    """Show a question with its answers, where it was asked, and when it was asked again."""
    asked = get_object_or_404(release.questions.all(), turn=turn)
    document = release.newest.content
    headings = headings_of([asked])[asked.pk]
    text = next((one.text for one in document.turns if one.id == turn), "")
    page = question_page(
        asked,
        release,
        document,
        media_url=storages["public"].url,
        headings=headings,
        again=asked_again(asked, text, headings),
        today=timezone.localdate(),
    )
    return show(
        request,
        "record/question.html",
        {"page": page},
        trail=page.trail,
        address=asked.get_absolute_url(),
        title=asked.title,
        description=page.description,
        here="questions",
    )
