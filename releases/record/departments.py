"""Which departments speak: told from the positions of that day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count

from releases.record.models import Department, Passage, Question, Release, Utterance
from releases.record.models.question import key_of


def departments_of(position: str, departments: Iterable[Department]) -> list[Department]:
    """Return the departments that the position names, in the order given.

    A name within a longer one that stands there is not meant: 市政府 in 市政府新闻办公室.
    """
    found = [
        (start, start + len(name), department)
        for department in departments
        for name in department.names
        for start in _places(name, position)
    ]
    meant = [
        department
        for start, end, department in found
        if not any(
            other_start <= start and end <= other_end and end - start < other_end - other_start
            for other_start, other_end, _ in found
        )
    ]
    return list(dict.fromkeys(meant))


@transaction.atomic
def attribute(release: Release | None = None) -> None:
    """Say of each statement and answer, and of each question, which departments spoke.

    Of one release, or of all where the list of departments has changed.
    """
    passages, questions = Passage.objects.on_the_matter(), Question.objects.all()
    if release is not None:
        passages, questions = passages.filter(release=release), questions.filter(release=release)
    answered = Question.departments.through
    Utterance.objects.filter(passage__in=passages.values("pk")).delete()
    answered.objects.filter(question__in=questions.values("pk")).delete()
    departments = list(Department.objects.all())
    positions = passages.exclude(speaker_position="").order_by().values_list("speaker_position", flat=True)
    named = {position: departments_of(position, departments) for position in positions.distinct()}
    for position in filter(named.get, named):
        of_position = passages.filter(speaker_position=position).order_by()
        columns = of_position.values_list("pk", "release_id", "release__held_on", "position", "answers")
        rows, keys = [], set()
        for pk, release_id, held_on, place, answers in columns:
            rows += [
                Utterance(
                    passage_id=pk, department=one, release_id=release_id, held_on=held_on, position=place
                )
                for one in named[position]
            ]
            if answers:
                keys.add(key_of(release_id, answers))
        Utterance.objects.bulk_create(rows)
        # Two people of one department may have answered the same question.
        answered.objects.bulk_create(
            [answered(question_id=key, department=one) for key in sorted(keys) for one in named[position]],
            ignore_conflicts=True,
        )


@dataclass(frozen=True, slots=True)
class Spoken:
    """A position in which somebody spoke: how often, and for which departments as they are listed now."""

    position: str
    times: int
    departments: list[Department]


def spoken_positions() -> list[Spoken]:
    """Return every position of those who speak on the matter, the most frequent first."""
    departments = list(Department.objects.all())
    rows = Passage.objects.on_the_matter().exclude(speaker_position="").order_by()
    counted = rows.values_list("speaker_position").annotate(times=Count("pk"))
    return [
        Spoken(position, times, departments_of(position, departments))
        for position, times in counted.order_by("-times", "speaker_position")
    ]


def _places(name: str, position: str) -> Iterable[int]:
    start = position.find(name)
    while start >= 0:
        yield start
        start = position.find(name, start + 1)
