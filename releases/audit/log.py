"""What a verb has done, told twice: to the history that the admin shows, and to the audit trail."""

from __future__ import annotations

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import User
from django.db.models import Model

from releases.audit.chain import append
from releases.audit.models import Action

# Who works at the command line has no account, and so no entry in the admin's history.
OPERATOR = "命令行"


def by_user(user: User | None, row: Model, message: str) -> None:
    """Log an action, and append it to the audit trail in the transaction that does it."""
    if user is not None:
        LogEntry.objects.log_actions(user.pk, [row], CHANGE, message, single_object=True)
    append(by=user, account=OPERATOR, action=Action.STEP, what=row, detail=message)
