"""The press office's list of words that must not stand."""

from __future__ import annotations

from django.contrib import admin

from releases.desk.admin.audited import Audited
from releases.desk.models import Term


@admin.register(Term)
class TermAdmin(Audited, admin.ModelAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """Kept by those who sign off; the check before publishing reads it afresh each time."""

    list_display = ("wrong", "right", "severity", "rule")
    list_filter = ("severity",)
    search_fields = ("wrong", "right", "rule")
    search_help_text = "不规范写法、规范写法或依据"
