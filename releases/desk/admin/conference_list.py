"""The list of conferences: its columns, what it is searched and narrowed by, what is done with several."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from releases.desk.admin.actions import publish_selected
from releases.desk.models import Conference, Stage
from releases.desk.names import printed_name
from releases.desk.status import with_status


class ConferenceList(admin.ModelAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """Where staff find a conference."""

    list_display = ("titled", "state_shown", "held_day", "section_shown", "updated_at", "updated_by_shown")
    list_display_links = ("titled",)
    list_filter = ("state", "stage", "section", "held_day")
    list_select_related = ("section", "updated_by")
    list_per_page = 50
    date_hierarchy = "held_day"
    search_fields = ("title", "subject", "source", "venue", "release_id", "participants__name")
    search_help_text = "标题、主题、来源、地点、公开编号或人名"
    ordering = ("-updated_at",)
    actions = (publish_selected,)

    @admin.display(description="标题", ordering="title")
    def titled(self, conference: Conference) -> str:
        """Show the title, or what stands for a missing one."""
        return str(conference)

    @admin.display(description="状态", ordering="state")
    def state_shown(self, conference: Conference) -> SafeString:
        """Show the state in words, and in colour for those who see it; what else is under way too."""
        row: Any = conference  # with what this list's query adds
        shown = format_html(
            '<span class="desk-state desk-state-{}">{}</span>',
            conference.state,
            conference.get_state_display(),
        )
        if conference.stage == Stage.REVIEW:
            shown += format_html(" · {}", "待签发" if row.approved else conference.get_stage_display())
        if row.due_at:
            shown += format_html(" · 定于 {} 发布", f"{timezone.localtime(row.due_at):%m-%d %H:%M}")
        outcome: str | None = row.emergency_outcome
        if outcome is None:
            return shown
        owed = "" if outcome else "，待补审"
        return shown + format_html(' <span class="desk-state desk-state-emergency">紧急发布{}</span>', owed)

    @admin.display(description="栏目", ordering="section")
    def section_shown(self, conference: Conference) -> str:
        """Show the section's own name: the way to it would cost a query a row."""
        return conference.section.name if conference.section else "—"

    @admin.display(description="修改人", ordering="updated_by")
    def updated_by_shown(self, conference: Conference) -> str:
        """Show the name, not the account."""
        return printed_name(conference.updated_by)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Name the list by what it holds: the stock title tells people to choose one and change it."""
        return super().changelist_view(request, {"title": "新闻发布会", **(extra_context or {})})

    def get_actions(self, request: HttpRequest, action_location: object = None) -> dict[str, Any]:
        """Leave out the stock action: deleting many could not tell drafts from what the public knows."""
        # Django 6.1 says which page asks.
        where = () if action_location is None else (action_location,)
        actions = super().get_actions(request, *where)
        return {name: action for name, action in actions.items() if name != "delete_selected"}

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Offer the action, and the boxes to tick, to those who may publish."""
        return request.user.has_perm("desk.publish_conference")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Conference]:
        """Fetch what both list and form show."""
        return with_status(super().get_queryset(request).select_related("section", "updated_by"))
