"""Feeds and calendars: of releases, of changes, of questions; addresses from settings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Literal, Protocol

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from releases.document import digest_of
from releases.record.addresses import absolute
from releases.record.feeds import BY_ENDING
from releases.record.feeds import calendar as calendars
from releases.record.feeds.calendar import Conferences
from releases.record.feeds.feed import Channel, Feed, State
from releases.record.feeds.of_changes import Changes
from releases.record.feeds.of_questions import Questions
from releases.record.feeds.of_releases import Releases
from releases.record.models import Appearance, Department, Question, Release, Section, Topic, Utterance
from releases.record.models.question import MANY
from releases.record.publisher import publisher
from releases.record.tallies import number_of
from releases.record.views.conditional import unless_known

# Told in each ETag: raise it where what is written of the same state changes.
REVISION = 1
_SECOND = timedelta(seconds=1)


class _Source(Protocol):
    def state(self) -> State: ...

    def feed(self, channel: Channel, state: State) -> Feed: ...


@require_safe
def releases(request: HttpRequest, form: str) -> HttpResponse:
    """Give the releases that changed last."""
    source = Releases(Release.objects.all(), everything=True)
    return _feed(request, form, source, "全部发布", reverse("record:releases"))


@require_safe
def corrections(request: HttpRequest, form: str) -> HttpResponse:
    """Give the newest corrections, additions, withdrawals and restorations."""
    return _feed(request, form, Changes(), "更正和撤回", reverse("record:releases"), "corrections/")


@require_safe
def section(request: HttpRequest, path: str, form: str) -> HttpResponse:
    """Give the releases of a section, and of those below it, that changed last."""
    found = get_object_or_404(Section, path=path)
    source = Releases(Release.objects.in_section(found))
    return _feed(request, form, source, found.name, found.get_absolute_url())


@require_safe
def person(request: HttpRequest, ref: str, form: str) -> HttpResponse:
    """Give the releases that a person was at."""
    appearances = Appearance.objects.filter(ref=ref)
    latest = appearances.order_by("-release__held_on", "-release__published_at", "-release").first()
    if latest is None:
        raise Http404
    source = Releases(Release.objects.filter(pk__in=appearances.values("release")))
    return _feed(request, form, source, f"{latest.name}：出席的发布会", latest.get_absolute_url())


@require_safe
def department_releases(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give the releases at which a department said something."""
    found = get_object_or_404(Department, slug=slug)
    spoken = Utterance.objects.filter(department=found).values("release")
    source = Releases(Release.objects.filter(pk__in=spoken))
    title = f"{found.name}：有发言的发布会"
    return _feed(request, form, source, title, found.get_absolute_url(), "releases/")


@require_safe
def questions(request: HttpRequest, form: str) -> HttpResponse:
    """Give the newest questions."""
    return _feed(request, form, Questions(Question.objects.all()), "问答库", reverse("record:questions"))


@require_safe
def topic(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give the newest questions of a topic."""
    found = get_object_or_404(Topic, slug=slug)
    return _questions_under(request, form, "topic", found)


@require_safe
def department(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Give the newest questions that a department answered."""
    found = get_object_or_404(Department, slug=slug)
    return _questions_under(request, form, "department", found)


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Give the newest conferences as a calendar."""
    source = Conferences(Release.objects.all(), everything=True)
    return _calendar(request, source, "新闻发布会", reverse("record:releases"))


@require_safe
def section_calendar(request: HttpRequest, path: str) -> HttpResponse:
    """Give the newest conferences of a section, and of those below it, as a calendar."""
    found = get_object_or_404(Section, path=path)
    source = Conferences(Release.objects.in_section(found))
    return _calendar(request, source, found.name, found.get_absolute_url())


def _questions_under(
    request: HttpRequest, form: str, kind: Literal["topic", "department"], found: Topic | Department
) -> HttpResponse:
    """Answer with the newest questions under a heading, asked for in the way that is quicker for so many."""
    asked = Question.objects
    under = asked.met_under if number_of({(kind, found.pk)}) > MANY else asked.under
    source = Questions(under(**{kind: found.pk}))
    return _feed(request, form, source, f"{found.name}：问答库", found.get_absolute_url())


def _feed(
    request: HttpRequest, form: str, source: _Source, title: str, page: str, below: str = ""
) -> HttpResponse:
    """Answer with the feed, whose address is below that of its page."""
    written = BY_ENDING[form]
    channel = _channel(title, page, f"{below}{form}")

    def write(state: State) -> bytes:
        return written.write(source.feed(channel, state))

    return _answer(request, channel, source.state(), written.media_type, write)


def _calendar(request: HttpRequest, source: Conferences, title: str, page: str) -> HttpResponse:
    channel = _channel(title, page, "calendar.ics")

    def write(state: State) -> bytes:
        return source.calendar(channel, state)

    return _answer(request, channel, source.state(), calendars.MEDIA_TYPE, write)


def _channel(title: str, page: str, below: str) -> Channel:
    return Channel(
        title=f"{title} - {settings.SITE_NAME}",
        page=absolute(page),
        url=absolute(f"{page}{below}"),
        author=publisher(),
        author_url=absolute("/"),
    )


def _answer(
    request: HttpRequest,
    channel: Channel,
    state: State,
    media_type: str,
    write: Callable[[State], bytes],
) -> HttpResponse:
    etag = f'"{digest_of(repr((REVISION, channel, state.rows)))[:32]}"'
    modified = state.modified
    # A second may hold two publications: until it is over, only the tag tells them apart.
    if modified is not None and modified > timezone.now() - _SECOND:
        modified = None
    return unless_known(
        request,
        lambda: HttpResponse(write(state), content_type=media_type),
        etag=etag,
        modified=modified,
    )
