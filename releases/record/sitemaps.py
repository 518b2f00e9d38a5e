"""The sitemaps, one for each kind of page; addresses from settings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import QuerySet
from django.urls import reverse

from releases.record.models import Department, Question, Release, Section, Speaker, Tally, Topic
from releases.record.tallies import QUESTIONS, RELEASES, Listed, by_year


class _Canonical(Sitemap):  # type: ignore[type-arg]  # cannot be subscripted at run time
    """A sitemap whose addresses don't come from the request's Host header."""

    def get_domain(self, site: object = None) -> str:  # noqa: ARG002  (Django's signature)
        return urlsplit(settings.SITE_URL).netloc

    def get_protocol(self, protocol: str | None = None) -> str:  # noqa: ARG002  (Django's signature)
        return urlsplit(settings.SITE_URL).scheme


class HomeSitemap(_Canonical):
    """The pages that always exist."""

    def items(self) -> list[str]:
        names = (
            *("home", "releases", "questions", "owed", "years", "topics", "departments", "people"),
            *("search_help", "press", "verify", "accessibility", "offline", "api"),
        )
        return [f"record:{name}" for name in names]

    def location(self, item: str) -> str:
        return reverse(item)


class SectionSitemap(_Canonical):
    """All sections."""

    def items(self) -> QuerySet[Section]:
        return Section.objects.order_by("path")


class ReleaseSitemap(_Canonical):
    """All current releases, each with the time of its current version."""

    # Far less than a sitemap may hold: no page of it takes a second.
    limit = 2_000

    def items(self) -> Sequence[Release]:
        return Listed(Release.objects.current().newest_first(), by_year(RELEASES), *RELEASES)

    def lastmod(self, item: Release) -> datetime:
        return item.updated_at


class QuestionSitemap(_Canonical):
    """All questions, each with the time of its release's current version."""

    limit = 2_000

    def items(self) -> Sequence[Question]:
        questions = Question.objects.newest_first().select_related("release")
        shown = questions.only("release_id", "turn", "release__updated_at")
        return Listed(shown, by_year(QUESTIONS), *QUESTIONS)

    def lastmod(self, item: Question) -> datetime:
        return item.release.updated_at


class TopicSitemap(_Canonical):
    """The topics that questions are filed under."""

    def items(self) -> QuerySet[Topic]:
        return Topic.objects.filter(pk__in=_counted("topic"))


class DepartmentSitemap(_Canonical):
    """The departments that have spoken."""

    def items(self) -> QuerySet[Department]:
        return Department.objects.filter(pk__in=_counted("utterance"))


class PersonSitemap(_Canonical):
    """Everybody who has spoken; only all their releases could tell when their pages last changed."""

    def items(self) -> QuerySet[Speaker]:
        return Speaker.objects.order_by("ref")

    def location(self, item: Speaker) -> str:
        return reverse("record:person", args=[item.ref])


def _counted(kind: str) -> QuerySet[Tally, int]:
    return Tally.objects.filter(kind=kind, number__gt=0).values_list("heading", flat=True)


SITEMAPS: dict[str, type[Sitemap[Any]]] = {
    "home": HomeSitemap,
    "sections": SectionSitemap,
    "releases": ReleaseSitemap,
    "questions": QuestionSitemap,
    "topics": TopicSitemap,
    "departments": DepartmentSitemap,
    "people": PersonSitemap,
}
