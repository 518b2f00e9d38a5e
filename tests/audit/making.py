"""What the audit trail's tests share: rows, and the trail without its guards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from releases.audit.chain import append
from releases.audit.models import Action, Entry, Result
from tests.flushing.management.commands.flush import run

NOON = datetime(2026, 4, 1, 4, tzinfo=UTC)


def three() -> list[Entry]:
    """Return three rows, an hour apart."""
    return [
        append(
            by=None,
            account="wang",
            action=Action.LOGIN_FAILED,
            result=Result.REFUSED,
            detail=f"第 {number} 次",
            address="192.0.2.7",
            at=NOON + timedelta(hours=number),
        )
        for number in range(3)
    ]


def unguarded() -> None:
    """Take the triggers away, as someone with the database's own password could."""
    run(undo=True)


def seen() -> list[tuple[Any, ...]]:
    """Return what a person would ask of every row, the oldest first."""
    rows = Entry.objects.order_by("number")
    return list(rows.values_list("account", "action", "what", "result", "status", "detail"))
