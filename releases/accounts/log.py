"""Who did what to an account, in the log that the admin shows as history."""

from __future__ import annotations

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User


def noted(user: User, *, by: User | None, message: str) -> None:
    """Log an action on an account; an operator at the command line has none, and leaves no entry."""
    if by is not None:
        LogEntry.objects.log_actions(by.pk, [user], CHANGE, message, single_object=True)
