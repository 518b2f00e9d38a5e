"""Bringing a transcript to the desk: read, matched with what is there, saved as a draft."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from releases.audit.log import by_user
from releases.desk import people, photographs
from releases.desk.freeze import freeze
from releases.desk.load import Outcome, load
from releases.desk.matching import matches
from releases.desk.models import Conference, Leftover, LeftoverReason, LeftoverState, Source
from releases.desk.models.turn import MAX_TURNS
from releases.desk.photographs import Kept
from releases.desk.renumbering import renumbered
from releases.desk.signing import wrote
from releases.document import Document, DocumentError, Person, Photo, Turn
from releases.photos import PhotoError
from releases.record.models import Section
from releases.storable import storable
from releases.transcripts.reading import read
from releases.transcripts.result import Parsed, Problem, Severity

_MISSING = {
    "missing-title": "title",
    "missing-subject": "subject",
    "missing-source": "source",
    "missing-held": "held_day",
    "missing-venue": "venue",
    "missing-published": "published_on",
}


class ImportingError(ValueError):
    """The transcript cannot go into this conference; the message is a Chinese sentence."""


def imported_before(data: bytes) -> Conference | None:
    """Return the conference that exactly these bytes were imported into, or None."""
    source = Source.objects.select_related("conference").filter(sha256=_sha256(data)).first()
    return source.conference if source else None


def import_transcript(
    *,
    data: bytes,
    name: str,
    by: User | None,
    section: Section | None = None,
    photos: Mapping[str, bytes] | None = None,
    conference: Conference | None = None,
    at: datetime | None = None,
) -> Conference:
    """Read a transcript into a new draft, or into the conference given, and return it.

    Bytes imported before make no second draft: their conference comes back as it is (see
    :func:`imported_before`). ``by`` is None for an operator at the command line. Raises
    TranscriptError or ImportingError.
    """
    before = imported_before(data)
    if before is not None and conference is None:
        return before
    if before is not None and before != conference:
        raise ImportingError(f"这个文件已经导入到另一场发布会《{before}》。")
    # Outside the transaction: reading and re-encoding take seconds, and SQLite has one writer.
    parsed = read(data, name)
    turns = len(parsed.document.turns)
    if turns > MAX_TURNS:
        raise ImportingError(
            f"文字稿中识别出 {turns} 段发言，超过一场发布会 {MAX_TURNS} 段的上限，请分成几个文件。"
        )
    kept, problems = _kept_photos(parsed, photos or {})
    return _saved(
        parsed=parsed,
        problems=problems,
        kept=kept,
        file_name=name,
        sha256=_sha256(data),
        by=by,
        section=section,
        conference=conference,
        at=at or timezone.now(),
    )


@transaction.atomic
def _saved(
    *,
    parsed: Parsed,
    problems: list[Problem],
    kept: Mapping[str, Kept],
    file_name: str,
    sha256: str,
    by: User | None,
    section: Section | None,
    conference: Conference | None,
    at: datetime,
) -> Conference:
    message = "由文字稿建立。" if conference is None else f"重新导入文字稿 {file_name}。"
    if conference is None:
        conference = Conference.objects.create(created_by=by, created_at=at)
    else:
        conference = Conference.objects.select_for_update().get(pk=conference.pk)
    earlier = conference.sources.first()
    parsed = _in_own_ids(parsed, conference)
    if section is not None:
        conference.section = section
    conference.revision += 1
    conference.updated_by, conference.updated_at = by, at
    outcome = load(
        document=parsed.document,
        conference=conference,
        earlier=Document.from_json(earlier.document) if earlier else None,
    )
    remarks = [*problems, *outcome.problems, *people.link(conference.participants.all())]
    for photo in conference.photos.missing():
        if photo.file_name in kept:
            photographs.fill(photo, kept[photo.file_name])
            photo.save()
    _save_source(
        conference,
        parsed,
        [*(problem for problem in parsed.problems if not _known(problem, conference)), *remarks],
        outcome,
        file_name=file_name,
        sha256=sha256,
        by=by,
        at=at,
    )
    wrote(conference=conference, by=by)
    by_user(by, conference, message)
    return conference


def _save_source(
    conference: Conference,
    parsed: Parsed,
    problems: list[Problem],
    outcome: Outcome,
    *,
    file_name: str,
    sha256: str,
    by: User | None,
    at: datetime,
) -> None:
    answer = storable(parsed.to_json())
    source, _ = Source.objects.update_or_create(
        sha256=sha256,
        defaults={
            "conference": conference,
            "file_name": file_name,
            "document": answer["document"],
            "problems": storable([_problem_to_json(problem) for problem in problems]),
            "pieces": storable([[piece.text, piece.place] for piece in parsed.pieces]),
            "imported_at": at,
            "imported_by": by,
        },
    )
    decided = {
        row.text: row for row in conference.leftovers.order_by("pk") if row.state != LeftoverState.OPEN
    }
    known = source.text
    # What the new text holds again is judged by the new reading; what it lacks still waits for somebody.
    for row in conference.leftovers.all():
        if row.source_id == source.pk or row.text in known:
            row.delete()
    leftovers = [(each.line, each.text, each.kind.value) for each in parsed.leftovers]
    leftovers += [(0, text, LeftoverReason.UNPLACED.value) for text in outcome.displaced]
    for line, text, kind in leftovers:
        stored = storable(text)
        earlier = decided.get(stored)
        Leftover.objects.create(
            conference=conference,
            source=source,
            line=line,
            text=stored,
            kind=kind,
            state=earlier.state if earlier else LeftoverState.OPEN,
            decided_at=earlier.decided_at if earlier else None,
            decided_by=earlier.decided_by if earlier else None,
        )


def _in_own_ids(parsed: Parsed, conference: Conference) -> Parsed:
    document = Document.from_json(storable(parsed.document.to_json()))
    parsed = Parsed(document, parsed.problems, parsed.leftovers, parsed.pieces, parsed.files)
    try:
        ids = matches(freeze(conference), document)
    except DocumentError as error:
        raise ImportingError("这场发布会的内容前后矛盾，请先按检查结果改正，再重新导入。") from error
    fresh = {"p": conference.next_participant, "t": conference.next_turn, "f": conference.next_photo}
    if conference.next_turn == conference.next_participant == conference.next_photo == 1:
        return parsed
    parts: list[Person | Turn | Photo] = [*document.people, *document.turns, *document.photos]
    for part in parts:
        if part.id not in ids:
            ids[part.id] = f"{part.id[0]}{fresh[part.id[0]]}"
            fresh[part.id[0]] += 1
    return renumbered(parsed, ids)


def _kept_photos(parsed: Parsed, photos: Mapping[str, bytes]) -> tuple[dict[str, Kept], list[Problem]]:
    """Keep the photos that the transcript names, embedded or beside it."""
    beside = {photographs.key(name): data for name, data in photos.items()}
    kept: dict[str, Kept] = {}
    problems = []
    for photo in parsed.document.photos:
        data = parsed.files.get(photo.file) or beside.get(photographs.key(photo.file))
        if data is not None:
            try:
                kept[photo.file] = photographs.keep(data)
            except PhotoError as error:
                problems.append(
                    Problem("photo-unreadable", 0, Severity.ERROR, f"图片“{photo.file}”：{error}")
                )
    return kept, problems


def _known(problem: Problem, conference: Conference) -> bool:
    """Return whether a file lacks only what the conference has from before, or from somebody's hand."""
    field = _MISSING.get(problem.code)
    return field is not None and bool(getattr(conference, field))


def _problem_to_json(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "line": problem.line,
        "severity": problem.severity.value,
        "message": problem.message,
        "turn": problem.turn,
    }


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
