"""Appending to the audit trail: one chain, whoever writes and however many at once."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import connection, models, transaction
from django.utils import timezone

from releases.audit.address import Caller, current
from releases.audit.models import Action, Entry, Result, hash_of
from releases.storable import storable

# On SQLite every transaction has waited for its turn already. Any number will do that nothing else locks by.
LOCK = {"postgresql": "SELECT pg_advisory_xact_lock(1635083369)", "sqlite": "SELECT 1"}


def append(
    *,
    by: AbstractBaseUser | AnonymousUser | None,
    action: Action,
    what: models.Model | str | None = None,
    result: Result = Result.OK,
    status: int | None = None,
    detail: str = "",
    account: str = "",
    address: str = "",
    at: datetime | None = None,
) -> Entry:
    """Append a row in the transaction that is open, or in one of its own.

    ``account`` names who acted where nobody is logged in. The chain stays locked until the transaction
    ends, so a verb appends last. What cannot be appended undoes what it was to tell of.
    """
    user = by if by is not None and by.is_authenticated else None
    label = ""
    caller = current.get() or Caller()
    if isinstance(what, models.Model):
        what, label = f"{what._meta.label_lower}:{what.pk}", str(what)
    entry = Entry(
        at=at or timezone.now(),
        actor=user.pk if user else None,
        account=_fit("account", user.get_username() if user else account),
        address=_fit("address", address or caller.address),
        action=action,
        what=_fit("what", what or ""),
        label=_fit("label", label),
        result=result,
        status=status,
        detail=storable(detail),
    )
    # No savepoint: a chain that cannot be written must not be survived.
    with transaction.atomic(savepoint=False):
        _lock()
        last = Entry.objects.order_by("-number").values_list("number", "hash").first()
        number, entry.previous = last or (0, "")
        entry.number = number + 1
        entry.hash = hash_of(entry.row())
        entry.save(force_insert=True)
    caller.ended = result
    return entry


def _lock() -> None:
    """Wait until nobody else is appending."""
    with connection.cursor() as cursor:
        cursor.execute(LOCK[connection.vendor])


def _fit(name: str, text: str) -> str:
    """Return what the column holds of a text that anybody may have typed."""
    fitting: str = storable(text)[: getattr(Entry._meta.get_field(name), "max_length", None)]
    return fitting
