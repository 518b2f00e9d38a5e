"""The newsrooms that may be given a release ahead."""

from __future__ import annotations

from django.contrib import admin

from releases.desk.admin.audited import Audited
from releases.desk.models import Outlet


@admin.register(Outlet)
class OutletAdmin(Audited, admin.ModelAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """Kept by those who publish; one that was ever given something is switched off, not deleted."""

    list_display = ("name", "contact", "accredited")
    list_filter = ("accredited",)
    search_fields = ("name", "contact")
    search_help_text = "名称或联系人"
