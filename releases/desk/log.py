"""Who did what at the desk, in the log that the admin shows as history."""

from __future__ import annotations

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db.models import Model

OPERATOR = "系统导入"


def by_user(user: User | None, row: Model, message: str) -> None:
    """Log an action; an operator at the command line has no account, and leaves no entry."""
    if user is not None:
        LogEntry.objects.log_actions(user.pk, [row], CHANGE, message, single_object=True)


def printed_name(user: User | None) -> str:
    """Return the name that pages and the record print: a Chinese one begins with the family name."""
    if user is None:
        return OPERATOR
    name = f"{user.last_name}{user.first_name}"
    return (user.get_full_name() if name.isascii() else name) or user.get_username()
