"""What the machine has to say of a conference as it stands at the desk."""

from __future__ import annotations

from collections.abc import Iterator

from releases.desk import body
from releases.desk.freeze import freeze
from releases.desk.known import context_of
from releases.desk.models import Conference, TurnKind
from releases.document import PhotoBlock
from releases.preflight import Finding, Severity, check


def findings(conference: Conference) -> list[Finding]:
    """Return every finding about what the conference says now.

    Rows that contradict each other make no document: then only the contradictions are told.
    """
    return list(contradictions(conference)) or check(freeze(conference), context_of(conference))


def objections(conference: Conference) -> list[Finding]:
    """Return what must be mended before this conference may be published."""
    return [finding for finding in findings(conference) if finding.severity is Severity.RED]


def contradictions(conference: Conference) -> Iterator[Finding]:
    """Yield an objection for each link between parts that leads nowhere.

    Exactly what would make freezing fail, but in words that say where.
    """
    photos = {photo.public_id for photo in conference.photos.all()}
    for turn in conference.turns.select_related("answers"):
        place = f"turns.{turn.public_id}"
        for block in body.parsed(turn.body):
            if isinstance(block, PhotoBlock) and block.photo not in photos:
                said = f"发言 {turn.public_id} 中有〔图 {block.photo}〕，但没有编号为 {block.photo} 的图片。"
                yield Finding("no-such-photo", said, place)
        if turn.answers is not None and turn.answers.kind != TurnKind.QUESTION:
            message = f"发言 {turn.public_id} 回答的 {turn.answers.public_id} 不是提问。"
            yield Finding("answers-no-question", message, place)
