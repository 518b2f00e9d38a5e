"""Lists that staff keep and questions stand under."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from releases.desk.admin.audited import Audited


class KeptList(Audited, admin.ModelAdmin):  # type: ignore[type-arg]  # no subscript at run time
    """One row at a time: each is an address of the public site, and many questions hang on it."""

    actions = None
    view_on_site = False

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:  # noqa: ANN401  (Django's own shapes)
        """Say how much loses the row, and not each of it."""
        _, counts, missing, protected = super().get_deleted_objects(objs, request)
        return [str(one) for one in objs], counts, missing, protected
