"""The sitemaps, one for each kind of page; addresses from settings."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.db.models import Exists, Max, OuterRef, QuerySet
from django.urls import reverse

from releases.record.models import (
    Appearance,
    Department,
    Filing,
    Question,
    Release,
    ReleaseState,
    Section,
    Topic,
    Utterance,
)


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

    def items(self) -> QuerySet[Release]:
        return Release.objects.current().newest_first()

    def lastmod(self, item: Release) -> datetime:
        return item.updated_at


class QuestionSitemap(_Canonical):
    """All questions, each with the time of its release's current version."""

    # Far less than a sitemap may hold: no page of it takes a second.
    limit = 2_000

    def items(self) -> QuerySet[Question]:
        questions = Question.objects.newest_first().select_related("release")
        return questions.only("release_id", "turn", "release__updated_at")

    def lastmod(self, item: Question) -> datetime:
        return item.release.updated_at


class TopicSitemap(_Canonical):
    """The topics that questions are filed under."""

    def items(self) -> QuerySet[Topic]:
        filed = Filing.objects.filter(topic=OuterRef("pk"), question__held_on__isnull=False)
        return Topic.objects.filter(Exists(filed))


class DepartmentSitemap(_Canonical):
    """The departments that have spoken."""

    def items(self) -> QuerySet[Department]:
        return Department.objects.filter(Exists(Utterance.objects.filter(department=OuterRef("pk"))))


class PersonSitemap(_Canonical):
    """Everybody with a page."""

    def items(self) -> QuerySet[Any, Any]:
        known = Appearance.objects.filter(release__state=ReleaseState.CURRENT).exclude(ref="")
        return known.values("ref").annotate(updated_at=Max("release__updated_at")).order_by("ref")

    def location(self, item: dict[str, Any]) -> str:
        return reverse("record:person", args=[item["ref"]])

    def lastmod(self, item: dict[str, Any]) -> datetime:
        updated_at: datetime = item["updated_at"]
        return updated_at


SITEMAPS: dict[str, type[Sitemap[Any]]] = {
    "home": HomeSitemap,
    "sections": SectionSitemap,
    "releases": ReleaseSitemap,
    "questions": QuestionSitemap,
    "topics": TopicSitemap,
    "departments": DepartmentSitemap,
    "people": PersonSitemap,
}
