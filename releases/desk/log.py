"""Who did what at the desk, in the log that the admin shows as history."""

from __future__ import annotations

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db.models import Model

from releases.audit.chain import append
from releases.audit.models import Action

OPERATOR = "系统导入"


def by_user(user: User | None, row: Model, message: str) -> None:
    """Log an action, and append it to the audit trail in the transaction that does it.

    An operator at the command line has no account, and so no entry in the admin's history.
    """
    if user is not None:
        LogEntry.objects.log_actions(user.pk, [row], CHANGE, message, single_object=True)
    append(by=user, account=OPERATOR, action=Action.STEP, what=row, detail=message)


def printed_name(user: User | None) -> str:
    """Return the name that pages and the record print: a Chinese one begins with the family name."""
    if user is None:
        return OPERATOR
    name = f"{user.last_name}{user.first_name}"
    return (user.get_full_name() if name.isascii() else name) or user.get_username()
