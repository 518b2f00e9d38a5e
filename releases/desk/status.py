"""Where a conference stands between its authors and the public, as its pages and the list say it."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from releases.desk import scheduling, signing
from releases.desk.levels import Level, levels
from releases.desk.models import Conference, Emergency, Schedule, SignOff, Stage
from releases.desk.objections import examined
from releases.desk.published import has_unpublished_changes
from releases.preflight import Finding


@dataclass(frozen=True, slots=True)
class Status:
    """What is to be said above a conference: ``level`` signs next, None outside a review and after it."""

    findings: list[Finding]
    unpublished_changes: bool
    level: Level | None
    approved: bool
    schedule: Schedule | None
    # What would refuse the set time if it came now.
    problem: str


def status(conference: Conference) -> Status:
    """Return how things stand with a conference, for the words as they are now."""
    seen = examined(conference)
    level, approved = None, False
    if conference.stage == Stage.REVIEW and seen.document is not None:
        level = signing.next_level(signing.signatures(conference, seen.document.digest))
        approved = level is None
    schedule = scheduling.waiting(conference)
    return Status(
        findings=seen.findings,
        unpublished_changes=has_unpublished_changes(conference, seen.document),
        level=level,
        approved=approved,
        schedule=schedule,
        problem=scheduling.problem_of(schedule) if schedule else "",
    )


def with_status(conferences: QuerySet[Conference]) -> QuerySet[Conference]:
    """Add ``emergency_outcome``, ``due_at`` and ``approved`` to each row of a list.

    Freezing every row to compare digests would be too slow: whatever changes the words also touches the
    conference, so that a last signature which is younger than the last change is one for these words.
    """
    latest = Emergency.objects.published().filter(conference=OuterRef("pk")).order_by("-pk")
    waiting = Schedule.objects.waiting().filter(conference=OuterRef("pk"))
    last = SignOff.objects.filter(
        conference=OuterRef("pk"),
        round=OuterRef("round"),
        level=len(levels()),
        at__gte=OuterRef("updated_at"),
    )
    return conferences.annotate(
        emergency_outcome=Subquery(latest.values("outcome")[:1]),
        due_at=Subquery(waiting.values("due_at")[:1]),
        approved=Exists(last),
    )
