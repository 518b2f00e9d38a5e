"""Linking the people of a conference to the people the desk knows."""

from __future__ import annotations

from collections.abc import Iterable

from releases.desk.models import Conference, Participant, Person
from releases.transcripts.result import Problem, Severity


def link(participants: Iterable[Participant]) -> list[Problem]:
    """Link each participant without a person to the one of that name, and say what was guessed.

    A name nobody has makes a new person; a name that several have is left to staff.
    """
    waiting = [row for row in participants if row.person_id is None]
    known: dict[str, list[Person]] = {}
    for person in Person.objects.filter(name__in={row.name for row in waiting}):
        known.setdefault(person.name, []).append(person)
    problems = []
    for row in waiting:
        namesakes = known.get(row.name, [])
        if len(namesakes) > 1:
            problems.append(
                Problem(
                    "person-ambiguous",
                    0,
                    Severity.WARNING,
                    f"人物库中有 {len(namesakes)} 位“{row.name}”，请在人员中选定是哪一位。",
                )
            )
            continue
        if namesakes:
            problems.append(
                Problem(
                    "person-guessed", 0, Severity.NOTE, f"“{row.name}”按姓名对应到人物库中的同名者，请核对。"
                )
            )
        else:
            known[row.name] = [Person.objects.create(name=row.name[:100])]
        row.person = known[row.name][0]
        row.save(update_fields=["person"])
    return problems


def earlier_positions(conference: Conference, *, limit: int = 300) -> list[tuple[str, str]]:
    """Return ``(position, name)`` of people in other conferences, this one's people first."""
    names = set(conference.participants.values_list("name", flat=True)) if conference.pk else set()
    rows = (
        Participant.objects.exclude(position="")
        .exclude(conference=conference.pk)
        .order_by("-conference__held_day", "-pk")
        .values_list("position", "name")
    )
    own = list(rows.filter(name__in=names)[:limit])
    return list(dict.fromkeys([*own, *rows[:limit]]))
