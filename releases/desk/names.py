"""What pages and the record call the people who work at the desk."""

from __future__ import annotations

from django.contrib.auth.models import User

OPERATOR = "系统导入"


def printed_name(user: User | None) -> str:
    """Return the name that pages and the record print: a Chinese one begins with the family name."""
    if user is None:
        return OPERATOR
    name = f"{user.last_name}{user.first_name}"
    return (user.get_full_name() if name.isascii() else name) or user.get_username()


def name_and_account(user: User) -> str:
    """Return the printed name with the account it belongs to, for whoever keeps accounts or looks back."""
    name, account = printed_name(user), user.get_username()
    return account if name == account else f"{name}（{account}）"
