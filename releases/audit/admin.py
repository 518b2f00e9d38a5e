"""The audit trail on a screen: to be read, and by few."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, StreamingHttpResponse
from django.urls import URLPattern, path
from django.utils import timezone

from releases.audit.export import lines
from releases.audit.models import Entry
from releases.audit.words import in_words


class ByPerson(admin.SimpleListFilter):
    """Rows of one account, chosen from the accounts there are: the trail itself is too long to ask."""

    title = "账号"
    parameter_name = "actor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:  # noqa: ANN401, ARG002  (Django's signature)
        """List the accounts by name."""
        users = get_user_model()._default_manager.order_by("username")
        return [(str(pk), name) for pk, name in users.values_list("pk", "username")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Entry]) -> QuerySet[Entry]:  # noqa: ARG002  (Django's signature)
        """Choose the rows of the account."""
        known = {str(pk) for pk, _ in self.lookup_choices}
        return queryset.filter(actor=self.value()) if self.value() in known else queryset


@admin.register(Entry)
class EntryAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """Read by whoever may; changed by nobody, for the database refuses it too."""

    list_display = ("number", "moment", "account", "address", "action", "named", "ended", "said")
    fields = (
        *("number", "moment", "account", "actor", "address", "action", "what", "label"),
        *("ended", "said", "stored", "previous", "hash"),
    )
    readonly_fields = ("moment", "ended", "said", "stored")
    list_filter = ("action", "result", ByPerson, "at")
    date_hierarchy = "at"
    search_fields = ("account", "address", "what", "label")
    search_help_text = "账号、地址、对象编号（如 desk.conference:5）或对象名称"
    ordering = ("-number",)
    list_per_page = 50
    # Counting all rows for every search would take longer than the search.
    show_full_result_count = False
    actions = None

    @admin.display(description="时间", ordering="at")
    def moment(self, entry: Entry) -> str:
        """Show the second, too: two acts of one minute have an order."""
        return f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M:%S}"

    @admin.display(description="对象")
    def named(self, entry: Entry) -> str:
        """Show what it was called, and where to find it."""
        return f"{entry.label}（{entry.what}）" if entry.label else entry.what

    @admin.display(description="结果", ordering="result")
    def ended(self, entry: Entry) -> str:
        """Show how it ended, with the status of a request."""
        return f"{entry.get_result_display()} {entry.status or ''}".strip()

    @admin.display(description="说明")
    def said(self, entry: Entry) -> str:
        """Show it in people's words: the row itself keeps the names that the machine has."""
        return in_words(entry)

    @admin.display(description="说明（原始记录）")
    def stored(self, entry: Entry) -> str:
        """Show what the row's hash is made of."""
        return entry.detail

    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002  (Django's signature)
        """Refuse everybody, superusers too."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:  # noqa: ARG002  (Django's signature)
        """Refuse everybody, superusers too."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Entry | None = None) -> bool:  # noqa: ARG002  (Django's signature)
        """Refuse everybody, superusers too."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """Put the export before the admin's own pages."""
        export = path("export/", self.admin_site.admin_view(self.export), name="audit_entry_export")
        return [export, *super().get_urls()]

    def export(self, request: HttpRequest) -> StreamingHttpResponse:
        """Hand out the whole trail as JSON lines."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        name = f"audit-{timezone.localdate():%Y%m%d}.jsonl"
        return StreamingHttpResponse(
            lines(),
            content_type="application/x-ndjson; charset=utf-8",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )
