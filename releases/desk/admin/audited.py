"""What the admin's own forms add, change and delete, told to the audit trail."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.contrib.auth.models import User
from django.db.models import Model
from django.db.models.options import Options
from django.forms import BaseForm
from django.http import HttpRequest

from releases.audit.chain import append
from releases.audit.models import Action

_VERBS = {"added": "新增", "changed": "修改", "deleted": "删除"}


class Audited:
    """For every ModelAdmin of the desk: names of fields go into the trail, what was typed does not."""

    def construct_change_message(
        self,
        request: HttpRequest,
        form: Any,  # noqa: ANN401  (Django's own shapes)
        formsets: Any,  # noqa: ANN401  (the same)
        add: bool = False,  # noqa: FBT001, FBT002  (Django's signature)
    ) -> Any:  # noqa: ANN401  (Django's own shape)
        """Call the form's fields what the form calls them.

        Django keeps them in English, to be translated when they are read; but a field's label begins with a
        capital letter, and what is translated is the name of the model's field, which does not.
        """
        message = super().construct_change_message(request, form, formsets, add)  # type: ignore[misc]  # ModelAdmin's
        for change in message:
            about = change.get("changed", {})
            if "name" not in about and "fields" in about:
                about["fields"] = [_called(form, name, self.opts) for name in form.changed_data]  # type: ignore[attr-defined]  # ModelAdmin's
        return message

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


def _called(form: BaseForm, name: str, opts: Options[Model]) -> str:
    # The form for a new password says that "password" changed, and has two fields of other names.
    field = form.fields.get(name)
    return str(field.label if field else opts.get_field(name).verbose_name)  # type: ignore[union-attr]  # no form names a relation from elsewhere


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
