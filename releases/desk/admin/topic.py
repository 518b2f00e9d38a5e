"""The short list of topics that questions are filed under."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from releases.desk.admin.kept import KeptList
from releases.record.models import Topic


@admin.register(Topic)
class TopicAdmin(KeptList):
    """Kept by those who publish: a topic is an address of the public site."""

    list_display = ("name", "slug", "position", "times")
    search_fields = ("name", "words")
    fields = ("name", "slug", "words", "position")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        """Count the questions along."""
        topics: QuerySet[Topic] = super().get_queryset(request)
        return topics.annotate(times=Count("questions"))

    @admin.display(description="提问", ordering="times")
    def times(self, topic: Topic) -> int:
        """Show how many questions stand under it."""
        count: int = topic.times  # type: ignore[attr-defined]  # annotated above
        return count
