"""What the admin's own forms add, change and delete, told to the audit trail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import Model
from django.http import HttpRequest

from releases.audit.chain import append
from releases.audit.models import Action

_VERBS = {"added": "新增", "changed": "修改", "deleted": "删除"}


class Audited:
    """For every ModelAdmin of the desk: names of fields go into the trail, what was typed does not."""

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:  # noqa: ANN401  (Django's own shape)
        """Log it, and append it."""
        append(by=_user(request), action=Action.ADD, what=obj, detail=told(message))
        return super().log_addition(request, obj, message)  # type: ignore[misc]

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:  # noqa: ANN401  (Django's own shape)
        """Log it, and append it."""
        append(by=_user(request), action=Action.CHANGE, what=obj, detail=told(message))
        return super().log_change(request, obj, message)  # type: ignore[misc]

    def log_deletions(self, request: HttpRequest, queryset: Iterable[Model]) -> Any:  # noqa: ANN401  (Django's own shape)
        """Log them, and append each."""
        for row in queryset:
            append(by=_user(request), action=Action.DELETE, what=row)
        return super().log_deletions(request, queryset)  # type: ignore[misc]


def told(message: list[dict[str, dict[str, Any]]]) -> str:
    """Return the admin's own list of changes as words, without the names that rows have of their content."""
    said: dict[str, None] = {}
    for change in message:
        for verb, about in change.items():
            fields = "、".join(about.get("fields", ()))
            said["：".join(filter(None, (f"{_VERBS[verb]}{about.get('name', '')}", fields)))] = None
    return "；".join(said)


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
