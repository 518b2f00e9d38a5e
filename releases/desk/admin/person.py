"""People across conferences."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from releases.desk.admin.audited import Audited
from releases.desk.models import Person


@admin.register(Person)
class PersonAdmin(Audited, admin.ModelAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """One row a person, with the positions held over time."""

    list_display = ("name", "note", "times")
    search_fields = ("name", "note", "participations__position")
    fields = ("name", "note", "positions")
    readonly_fields = ("positions",)
    actions = None
    view_on_site = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Person]:
        """Count the conferences along."""
        people: QuerySet[Person] = super().get_queryset(request)
        return people.annotate(times=Count("participations__conference", distinct=True))

    def has_delete_permission(self, request: HttpRequest, obj: Person | None = None) -> bool:
        """Let whoever may change people take away one who was at no conference: a name mistyped once."""
        unused = obj is not None and not obj.participations.exists()
        return unused and super().has_change_permission(request, obj)

    @admin.display(description="出席场次", ordering="times")
    def times(self, person: Person) -> int:
        """Show how many conferences the person was at."""
        count: int = person.times  # type: ignore[attr-defined]  # annotated above
        return count

    @admin.display(description="历次职务")
    def positions(self, person: Person) -> SafeString | str:
        """List the position at each conference, newest first."""
        rows = person.participations.select_related("conference").order_by("-conference__held_day", "-pk")
        lines = format_html_join(
            "",
            "<li>{} {} <a href='{}'>{}</a></li>",
            (
                (
                    row.conference.held_day or "日期未定",
                    row.position or "（无职务）",
                    reverse("admin:desk_conference_change", args=[row.conference_id]),
                    row.conference,
                )
                for row in rows
            ),
        )
        return format_html("<ul class='desk-positions'>{}</ul>", lines) if lines else "还没有出席记录。"
