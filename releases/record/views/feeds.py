"""Feeds of the newest questions: all of them, a topic's, a department's; addresses from settings."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from releases.record.addresses import absolute
from releases.record.models import Department, Question, Topic
from releases.record.models.question import QuestionQuerySet
from releases.record.pages.questions import answer_of
from releases.record.views.paging import MANY

LATEST = 40
# What XML cannot hold, however it is written.
_UNPRINTABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class QuestionFeed(Feed):  # type: ignore[type-arg]  # cannot be subscripted at run time
    """The newest questions, each with the beginning of its answer."""

    feed_type = Atom1Feed

    def title(self, obj: Topic | Department | None) -> str:
        return f"{obj.name}：问答库 - {settings.SITE_NAME}" if obj else f"问答库 - {settings.SITE_NAME}"

    def author_name(self) -> str:
        return settings.SITE_ORGANISER or settings.SITE_NAME

    def link(self, obj: Topic | Department | None) -> str:
        return absolute(obj.get_absolute_url() if obj else reverse("record:questions"))

    def feed_url(self, obj: Topic | Department | None) -> str:
        return f"{self.link(obj)}feed/"

    def feed_guid(self, obj: Topic | Department | None) -> str:
        return self.feed_url(obj)

    def items(self, obj: Topic | Department | None) -> list[Question]:
        return list(self.questions(obj).newest_first()[:LATEST].shown().select_related("release"))

    def questions(self, obj: Any) -> QuestionQuerySet:  # noqa: ANN401, ARG002  (what a feed is of)
        """Return what the feed is about."""
        return Question.objects.all()

    def item_title(self, item: Question) -> str:
        return _printable(item.title)

    def item_link(self, item: Question) -> str:
        return absolute(item.get_absolute_url())

    def item_guid(self, item: Question) -> str:
        return self.item_link(item)

    def item_description(self, item: Question) -> str:
        answer = answer_of(item)
        if answer is None:
            return ""
        who = f"{answer.who}（{answer.position}）" if answer.position else answer.who
        return _printable(f"{who}：{answer.words}")

    def item_pubdate(self, item: Question) -> datetime:
        return timezone.localtime(item.release.published_at)

    def item_updateddate(self, item: Question) -> datetime:
        return timezone.localtime(item.release.updated_at)


class TopicFeed(QuestionFeed):
    """The newest questions of a topic."""

    def get_object(self, request: HttpRequest, slug: str) -> Topic:  # noqa: ARG002  (Django's signature)
        return Topic.objects.get(slug=slug)

    def questions(self, obj: Topic) -> QuestionQuerySet:
        many = obj.filings.count() > MANY
        return Question.objects.met_under(topic=obj.pk) if many else Question.objects.under(topic=obj.pk)


class DepartmentFeed(QuestionFeed):
    """The newest questions that a department answered."""

    def get_object(self, request: HttpRequest, slug: str) -> Department:  # noqa: ARG002  (Django's signature)
        return Department.objects.get(slug=slug)

    def questions(self, obj: Department) -> QuestionQuerySet:
        many = Question.departments.through.objects.filter(department=obj).count() > MANY
        found = Question.objects
        return found.met_under(department=obj.pk) if many else found.under(department=obj.pk)


def _printable(text: str) -> str:
    return _UNPRINTABLE.sub("", text)


@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Give the newest questions."""
    return QuestionFeed()(request)


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the newest questions of a topic."""
    return TopicFeed()(request, slug=slug)


@require_safe
def department(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the newest questions that a department answered."""
    return DepartmentFeed()(request, slug=slug)
