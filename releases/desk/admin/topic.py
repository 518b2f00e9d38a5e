"""The short list of topics that questions are filed under."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest

from releases.desk.admin.audited import Audited
from releases.record.models import Topic


@admin.register(Topic)
class TopicAdmin(Audited, admin.ModelAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """Kept by those who publish: a topic is an address of the public site."""

    list_display = ("name", "slug", "position", "times")
    search_fields = ("name", "words")
    fields = ("name", "slug", "words", "position")
    actions = None
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        """Count the questions along."""
        topics: QuerySet[Topic] = super().get_queryset(request)
        return topics.annotate(times=Count("questions"))

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:  # noqa: ANN401  (Django's own shapes)
        """Say how many questions lose the topic, and not each of them."""
        _, counts, missing, protected = super().get_deleted_objects(objs, request)
        return [str(topic) for topic in objs], counts, missing, protected

    @admin.display(description="提问", ordering="times")
    def times(self, topic: Topic) -> int:
        """Show how many questions stand under it."""
        count: int = topic.times  # type: ignore[attr-defined]  # annotated above
        return count
