"""What answers are made of, as short texts that differ where it does."""

from __future__ import annotations

import hashlib

from django.utils import timezone

from releases.record import pdf_needs, revision
from releases.record.keeping.code import code
from releases.record.models import Release, Section
from releases.record.revision import Moved


def site_state() -> str:
    """Return the site revision as it is kept; the moment tells a database put back from a backup apart."""
    return state_at(revision.current())


def state_at(moved: Moved) -> str:
    """Return the same of a revision that was read already."""
    return f"{moved.number}@{moved.at.isoformat()}"


def today() -> str:
    """Return the day in the city, which some pages count by."""
    return timezone.localdate().isoformat()


def code_state() -> str:
    """Return the digest of all that pages and forms are made with beside the record."""
    # Where PDF cannot be made, pages do not offer it.
    return hashlib.sha256(repr((code().digest, pdf_needs.missing())).encode()).hexdigest()[:16]


def release_states() -> dict[str, str]:
    """Return the state of every release by its id, in two queries."""
    sections = {
        section.pk: hashlib.sha256(
            repr(
                [
                    (one.path, one.name, one.description, one.keywords, one.column_type, one.position)
                    for one in section.trail()
                ]
            ).encode()
        ).hexdigest()[:8]
        for section in Section.objects.with_parents()
    }
    columns = ("pk", "state", "readable_from", "section_id", "version__seal")
    return {
        pk: f"{state}:{first}:{sections[section]}:{seal[:32]}"
        for pk, state, first, section, seal in Release.objects.order_by("pk").values_list(*columns)
    }
