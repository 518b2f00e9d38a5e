"""The list of departments, and how their names are written in positions."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from releases.desk.admin.kept import KeptList
from releases.record.departments import Spoken, attribute, spoken_positions
from releases.record.models import Department

# One screen of what is most often said by nobody's department.
MOST = 30


@admin.register(Department)
class DepartmentAdmin(KeptList):
    """Kept by those who publish; a changed list is told of every release at once.

    The admin saves and deletes in one transaction with what these methods do besides.
    """

    list_display = ("name", "slug", "position")
    search_fields = ("name", "other_names")
    fields = ("name", "slug", "other_names", "position", "matching", "unmatched")
    readonly_fields = ("matching", "unmatched")

    def save_model(
        self,
        request: HttpRequest,
        obj: Department,
        form: forms.ModelForm[Department],
        change: bool,  # noqa: FBT001  (Django's signature)
    ) -> None:
        """Save it, and say anew who speaks for whom."""
        super().save_model(request, obj, form, change)
        attribute()

    def delete_model(self, request: HttpRequest, obj: Department) -> None:
        """Delete it, and say anew who speaks for whom: a name within its own may stand alone now."""
        super().delete_model(request, obj)
        attribute()

    @admin.display(description="算作这个部门的职务")
    def matching(self, department: Department) -> SafeString | str:
        """List the positions that name the department."""
        found = [each for each in _spoken(department) if department.pk and department in each.departments]
        return _listed(found) or "还没有。"

    @admin.display(description="还不属于任何部门的职务")
    def unmatched(self, department: Department) -> SafeString | str:
        """List the most frequent positions of speakers that name no department."""
        found = [each for each in _spoken(department) if not each.departments]
        return _listed(found[:MOST]) or "没有。"


def _spoken(department: Department) -> list[Spoken]:
    """Return every position, read once for both lists of the department's page."""
    found: list[Spoken] | None = vars(department).get("spoken")
    if found is None:
        found = vars(department)["spoken"] = spoken_positions()
    return found


def _listed(positions: Iterable[Spoken]) -> SafeString | str:
    rows = ((each.position, each.times) for each in positions)
    lines = format_html_join("", "<li>{}（{} 次）</li>", rows)
    return format_html("<ul class='desk-positions'>{}</ul>", lines) if lines else ""
