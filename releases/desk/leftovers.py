"""Deciding what becomes of words that the reader could not place."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from releases.audit.log import by_user
from releases.desk.models import Leftover, LeftoverState


@transaction.atomic
def decide(*, leftover: Leftover, state: LeftoverState, by: User, at: datetime | None = None) -> None:
    """Note that a person placed or dismissed the words, or opened the question again."""
    leftover.state = state
    settled = state != LeftoverState.OPEN
    leftover.decided_at = (at or timezone.now()) if settled else None
    leftover.decided_by_id = by.pk if settled else None
    leftover.save(update_fields=["state", "decided_at", "decided_by"])
    by_user(by, leftover.conference, f"剩余文字“{leftover}”：{state.label}。")
