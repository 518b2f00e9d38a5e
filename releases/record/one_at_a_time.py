"""Waiting for whoever else writes the record."""

from __future__ import annotations

from releases.record.models import Section


def wait() -> None:
    """Let nobody else publish, withdraw, file or reindex until this transaction ends.

    It has to be the first thing that is locked: two that took other locks before would wait for each other.
    """
    list(Section.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
