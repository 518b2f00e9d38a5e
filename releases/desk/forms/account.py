"""What is asked about an account: everybody logs in with a password, and nobody is shown anything of it."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.forms import (
    AdminPasswordChangeForm,
    ReadOnlyPasswordHashField,
    ReadOnlyPasswordHashWidget,
    UserChangeForm,
)
from django.contrib.auth.models import User


class PasswordWidget(ReadOnlyPasswordHashWidget):
    """That there is a password, and the way to a new one: how it is kept tells nobody anything."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:  # noqa: ANN401  (Django's signature)
        """Leave out algorithm, salt and hash."""
        context = super().get_context(name, value, attrs)
        if User(password=value or "").has_usable_password():
            context |= {"summary": [{"label": "已设置"}], "button_label": "重设密码"}
        return context


class AccountForm(UserChangeForm):  # type: ignore[type-arg]  # no subscript at run time
    """The form of an account that is there."""

    password = ReadOnlyPasswordHashField(
        label="密码",
        widget=PasswordWidget,
        help_text="系统不保存密码原文，谁也看不到。本人忘了密码的，在这里重设。",
    )


class PasswordForm(AdminPasswordChangeForm):  # type: ignore[type-arg]  # no subscript at run time
    """A new password for an account; to close an account is another thing, and no choice here."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("usable_password", None)
        for field in self.fields.values():
            field.required = True
