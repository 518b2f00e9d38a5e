"""One step at a time: the row that every step of the workflow locks first."""

from __future__ import annotations

from releases.desk.models import Conference


def locked(conference: Conference) -> Conference:
    """Return the conference as it is now, locked until the transaction ends."""
    # "of": the section is joined, and must not be locked along with the row.
    rows = Conference.objects.select_for_update(of=("self",)).select_related("section")
    return rows.get(pk=conference.pk)
