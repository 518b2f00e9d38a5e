"""Writing a parsed document into a conference's rows, without losing what staff typed there.

A second import is a three-way merge: a value that nobody changed since the first import takes
the new one; a value that staff changed stays, and a difference between the two is reported.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.utils import timezone

from releases.desk import body
from releases.desk.models import Conference, Participant, Photo, Turn, TurnKind
from releases.document import Document
from releases.document import Turn as DocumentTurn
from releases.transcripts.result import Problem, Severity

_FIELDS = {
    "title": "标题",
    "subject": "主题",
    "source": "来源",
    "keywords": "关键词",
    "summary": "摘要",
    "published_on": "原页面发布日期",
    "held": "举行时间",
    "venue": "地点",
}
_Value = TypeVar("_Value")


@dataclass(slots=True)
class Outcome:
    """What a person should look at after loading; ``displaced`` are words that lost their turn."""

    problems: list[Problem] = field(default_factory=list)
    displaced: list[str] = field(default_factory=list)

    def remark(self, code: str, message: str, *, turn: str = "") -> None:
        """Add a warning that belongs to no line of the source."""
        self.problems.append(Problem(code, 0, Severity.WARNING, message, turn))


def load(*, document: Document, conference: Conference, earlier: Document | None = None) -> Outcome:
    """Write the document, whose ids are the conference's own, into the conference and its rows.

    ``earlier`` is what the previous import read, in the same ids.
    """
    outcome = Outcome()
    _load_fields(document, conference, earlier, outcome)
    people = _load_people(document, conference, earlier, outcome)
    _load_photos(document, conference, earlier)
    _load_turns(document, conference, earlier, people, outcome)
    conference.next_participant = _next(conference.next_participant, document.people)
    conference.next_turn = _next(conference.next_turn, document.turns)
    conference.next_photo = _next(conference.next_photo, document.photos)
    conference.save()
    return outcome


def number_of(part_id: str) -> int:
    """Return the number within an id such as t5."""
    return int(part_id[1:])


def _merged(before: _Value | None, current: _Value, new: _Value) -> tuple[_Value, bool]:
    """Return the value to keep, and whether both sides changed it to different things."""
    if not new or new == current:
        return current, False
    if not current or current == before:
        return new, False
    return current, new != before


def _values(document: Document) -> dict[str, Any]:
    start = document.held.start
    if isinstance(start, datetime):
        local = start.astimezone(timezone.get_default_timezone())
        held: tuple[Any, ...] = (local.date(), local.time(), document.held.text)
    else:
        held = (start, None, document.held.text)
    return {
        "title": document.title,
        "subject": document.subject,
        "source": document.source,
        "keywords": "、".join(document.keywords),
        "summary": document.summary,
        "published_on": document.published_on,
        "held": held if any(held) else None,
        "venue": document.venue,
    }


def _load_fields(
    document: Document, conference: Conference, earlier: Document | None, outcome: Outcome
) -> None:
    new = _values(document)
    before = _values(earlier) if earlier else {}
    held = (conference.held_day, conference.held_time, conference.held_text)
    for name, title in _FIELDS.items():
        current = (held if any(held) else None) if name == "held" else getattr(conference, name)
        value, differs = _merged(before.get(name), current, new[name])
        if differs:
            outcome.remark(
                "kept-edited-field", f"新文件中的{title}与已编辑的不同，保留了已编辑的内容，请核对。"
            )
        if name != "held":
            setattr(conference, name, value)
        elif value is not None:
            conference.held_day, conference.held_time, conference.held_text = value


def _load_people(
    document: Document, conference: Conference, earlier: Document | None, outcome: Outcome
) -> dict[str, Participant]:
    rows = {row.public_id: row for row in conference.participants.all()}
    for order, person in enumerate(document.people, 1):
        before = earlier.person(person.id) if earlier else None
        row = rows.get(person.id)
        if row is None:
            row = rows[person.id] = Participant(
                conference=conference, number=number_of(person.id), role=person.role.value
            )
        row.order = order
        row.name = _merged(before.name if before else None, row.name, person.name)[0]
        row.role = _merged(before.role.value if before else None, row.role, person.role.value)[0]
        row.position, differs = _merged(before.position if before else None, row.position, person.position)
        if differs:
            outcome.remark(
                "kept-edited-position", f"{row.name}的职务在新文件中不同，保留了已编辑的内容，请核对。"
            )
        row.save()
    listed = {person.id for person in document.people}
    for order, row in enumerate((r for r in rows.values() if r.public_id not in listed), len(listed) + 1):
        Participant.objects.filter(pk=row.pk).update(order=order)
        outcome.remark("person-not-in-file", f"{row.name}不在新文件中，已保留在人员末尾，请核对。")
    return rows


def _load_photos(document: Document, conference: Conference, earlier: Document | None) -> None:
    rows = {row.public_id: row for row in conference.photos.all()}
    before = {photo.id: photo for photo in earlier.photos} if earlier else {}
    for order, photo in enumerate(document.photos, 1):
        old = before.get(photo.id)
        row = rows.get(photo.id) or Photo(conference=conference, number=number_of(photo.id))
        row.order = order
        row.file_name = photo.file
        row.caption = _merged(old.caption if old else None, row.caption, photo.caption)[0]
        row.credit = _merged(old.credit if old else None, row.credit, photo.credit)[0]
        if not row.decorative:
            row.alt = _merged(old.alt if old else None, row.alt, photo.alt)[0]
        row.save()
    listed = {photo.id for photo in document.photos}
    for order, row in enumerate((r for r in rows.values() if r.public_id not in listed), len(listed) + 1):
        Photo.objects.filter(pk=row.pk).update(order=order)


def _load_turns(
    document: Document,
    conference: Conference,
    earlier: Document | None,
    people: dict[str, Participant],
    outcome: Outcome,
) -> None:
    rows: dict[str, Turn] = {
        row.public_id: row for row in conference.turns.select_related("speaker", "answers")
    }
    before = {turn.id: turn for turn in earlier.turns} if earlier else {}
    listed = {turn.id for turn in document.turns}
    later = [row for row in rows.values() if row.given_on and row.public_id not in listed]
    for row in [row for row in rows.values() if row.public_id not in listed and row not in later]:
        if row.body:
            outcome.displaced.append(row.body)
        row.delete()
        del rows[row.public_id]
    voices = {}
    for order, turn in enumerate(document.turns, 1):
        old = before.get(turn.id)
        if turn.id not in rows:
            row = rows[turn.id] = Turn(conference=conference, number=number_of(turn.id))
            voices[turn.id] = _voice(turn)
        else:
            row = rows[turn.id]
            current = (
                row.kind,
                row.speaker.public_id if row.speaker else None,
                row.label,
                row.answers.public_id if row.answers else None,
            )
            # Together: a kind from one side with an answer from the other could contradict each other.
            voices[turn.id] = _merged(_voice(old) if old else None, current, _voice(turn))[0]
        row.order = order
        row.time = _merged(old.time if old else None, row.time, turn.time)[0]
        row.body = _merged_body(row, old, turn, outcome)
        row.kind, row.answers = voices[turn.id][0], None
        _keep_days(row, old, turn, outcome)
        row.save()
    _keep_later(later, document, outcome)
    for turn_id, (_, speaker, label, answers) in voices.items():
        row = rows[turn_id]
        row.speaker = people[speaker] if speaker else None
        row.label = label
        row.answers = rows.get(answers) if answers else None
        row.save()


def _voice(turn: DocumentTurn) -> tuple[str, str | None, str, str | None]:
    return turn.kind.value, turn.speaker, turn.label, turn.answers


def _keep_days(row: Turn, old: DocumentTurn | None, turn: DocumentTurn, outcome: Outcome) -> None:
    """Keep the days that staff typed, which no file has, but not on what they cannot stand on any more."""
    row.due = _merged(old.due if old else None, row.due, turn.due)[0]
    row.given_on = _merged(old.given_on if old else None, row.given_on, turn.given_on)[0]
    if row.due and row.kind != TurnKind.QUESTION:
        outcome.remark(
            "due-lost", f"新文件中这一段不是提问，会后答复期限 {row.due} 已去掉，请核对。", turn=turn.id
        )
        row.due = None
    if row.given_on and row.kind != TurnKind.ANSWER:
        outcome.remark(
            "given-on-lost",
            f"新文件中这一段不是回答，书面答复日期 {row.given_on} 已去掉，请核对。",
            turn=turn.id,
        )
        row.given_on = None


def _keep_later(rows: Iterable[Turn], document: Document, outcome: Outcome) -> None:
    """Leave the written answers, which no transcript has, behind what the file has of their questions."""
    for row in rows:
        question = row.answers.public_id if row.answers else ""
        places = [n for n, turn in enumerate(document.turns, 1) if question in (turn.id, turn.answers)]
        # A row of the same place and a later number stands behind it.
        Turn.objects.filter(pk=row.pk).update(order=max(places, default=len(document.turns)))
        outcome.remark(
            "written-answer-kept",
            f"书面答复 {row.public_id} 不在新文件中，已保留，请核对。",
            turn=row.public_id,
        )


def _merged_body(row: Turn, old: DocumentTurn | None, turn: DocumentTurn, outcome: Outcome) -> str:
    new = body.printed(turn.blocks)
    kept, differs = _merged(body.printed(old.blocks) if old else None, row.body, new)
    if not differs:
        return kept
    # Both changed: the new file is what was said, but the edited words must not vanish.
    outcome.displaced.append(row.body)
    outcome.remark(
        "edited-turn-replaced",
        "新文件改动了这一段已编辑过的发言：采用新文件，原文字列在剩余文字中。",
        turn=turn.id,
    )
    return new


def _next(current: int, parts: Iterable[object]) -> int:
    numbers = (number_of(part.id) for part in parts)  # type: ignore[attr-defined]
    return max([current, *(number + 1 for number in numbers)])
