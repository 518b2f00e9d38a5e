"""What the desk knows that the checks want to be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from releases.desk.freeze import Parts, parts_of
from releases.desk.models import Conference, Participant, Term
from releases.preflight.context import Context, Doubt, Wording
from releases.preflight.finding import Severity
from releases.transcripts.result import LeftoverKind, Parsed


def file_context(parsed: Parsed) -> Context:
    """Return the context of a check of a transcript that nobody has imported yet."""
    return replace(
        context_of(None),
        imported=False,
        leftovers=sum(leftover.kind is LeftoverKind.UNPLACED for leftover in parsed.leftovers),
        doubts=tuple(Doubt(problem.message, problem.turn) for problem in parsed.problems),
    )


def context_of(conference: Conference | None, parts: Parts | None = None) -> Context:
    """Return the context of a conference's check; what the record alone knows has none at the desk."""
    others = Participant.objects.exclude(conference=conference.pk if conference else None)
    context = Context(
        today=timezone.localdate(),
        names=frozenset(others.values_list("name", flat=True).distinct()),
        wordings=wordings(),
        own_hosts=frozenset({urlsplit(settings.SITE_URL).hostname or "", *settings.SITE_TRUSTED_HOSTS}),
    )
    if conference is None:
        return replace(context, positions=_positions(others))
    source = conference.sources.first()
    before = Q(conference__held_day=None) | Q(conference__held_day__lte=conference.held_day or date.max)
    parts = parts or parts_of(conference)
    here = {person.name for person in parts.participants}
    return replace(
        context,
        positions=_positions(others.filter(before, name__in=here)),
        decorative=frozenset(photo.public_id for photo in parts.photos if photo.decorative),
        leftovers=conference.leftovers.waiting().count(),
        doubts=tuple(Doubt(each["message"], each["turn"]) for each in source.problems) if source else (),
    )


def wordings() -> tuple[Wording, ...]:
    """Return the press office's list of words that must not stand."""
    return tuple(
        Wording(term.wrong, term.right, Severity(term.severity), term.rule) for term in Term.objects.all()
    )


def _positions(rows: QuerySet[Participant]) -> dict[str, tuple[str, date | None]]:
    """Return the position each person held last; a later row takes an earlier one's place."""
    day = F("conference__held_day")
    held = rows.exclude(position="").order_by(day.asc(nulls_first=True), "pk")
    return {
        name: (position, when)
        for name, position, when in held.values_list("name", "position", "conference__held_day")
    }
