"""The tree of sections, which the public sees."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import ForeignKey
from django.http import HttpRequest

from releases.desk.admin.audited import Audited
from releases.desk.forms.importing import SectionField
from releases.record.models import Section


@admin.register(Section)
class SectionAdmin(Audited, admin.ModelAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """For administrators: a section is an address of the public site."""

    list_display = ("name", "path", "position", "column_type")
    search_fields = ("name", "path")
    ordering = ("path",)
    fields = ("parent", "name", "path", "position", "description", "keywords", "column_type")
    actions = None
    view_on_site = False

    def formfield_for_foreignkey(
        self, db_field: ForeignKey[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.ModelChoiceField[Any] | None:
        """Show the way to each parent."""
        kwargs |= {"queryset": Section.objects.with_parents().order_by("path"), "form_class": SectionField}
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
