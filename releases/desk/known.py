"""What the desk knows that the checks want to be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

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


def context_of(conference: Conference | None) -> Context:
    """Return the context of a conference's check; what the record alone knows has none at the desk."""
    pk = conference.pk if conference else None
    source = conference.sources.first() if conference else None
    return Context(
        today=timezone.localdate(),
        positions=_positions(pk),
        names=frozenset(_others(pk).values_list("name", flat=True).distinct()),
        wordings=wordings(),
        decorative=frozenset(photo.public_id for photo in conference.photos.all() if photo.decorative)
        if conference
        else frozenset(),
        own_hosts=frozenset({urlsplit(settings.SITE_URL).hostname or "", *settings.SITE_TRUSTED_HOSTS}),
        leftovers=conference.leftovers.waiting().count() if conference else 0,
        doubts=tuple(Doubt(each["message"], each["turn"]) for each in source.problems) if source else (),
    )


def wordings() -> tuple[Wording, ...]:
    """Return the press office's list of words that must not stand."""
    return tuple(
        Wording(term.wrong, term.right, Severity(term.severity), term.rule) for term in Term.objects.all()
    )


def _others(pk: int | None) -> QuerySet[Participant]:
    return Participant.objects.exclude(conference=pk) if pk else Participant.objects.all()


def _positions(pk: int | None) -> dict[str, tuple[str, date | None]]:
    rows = _others(pk).exclude(position="").order_by("conference__held_day", "pk")
    if pk:
        rows = rows.filter(name__in=Participant.objects.filter(conference=pk).values("name"))
    # A later row takes an earlier one's place.
    return {
        name: (position, day)
        for name, position, day in rows.values_list("name", "position", "conference__held_day")
    }
