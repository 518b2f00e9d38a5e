"""What the machine has to say of a conference as it stands at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from releases.desk import body
from releases.desk.freeze import Parts, freeze, parts_of
from releases.desk.known import context_of
from releases.desk.models import Conference, TurnKind
from releases.document import Document, PhotoBlock
from releases.preflight import Finding, Severity, check


@dataclass(frozen=True, slots=True)
class Examined:
    """What a conference says now and every finding about it.

    Rows that contradict each other make no document: then only the contradictions are told.
    """

    document: Document | None
    findings: list[Finding]

    @property
    def objections(self) -> list[Finding]:
        """Return what must be mended before the conference may be published."""
        return [finding for finding in self.findings if finding.severity is Severity.RED]


def examined(conference: Conference, parts: Parts | None = None) -> Examined:
    """Freeze the conference, once, and check what came of it; ``parts`` where they are typed."""
    parts = parts or parts_of(conference)
    if wrong := list(contradictions(parts)):
        return Examined(None, wrong)
    document = freeze(conference, parts)
    return Examined(document, check(document, context_of(conference, parts)))


def findings(conference: Conference) -> list[Finding]:
    """Return every finding about what the conference says now."""
    return examined(conference).findings


def objections(conference: Conference) -> list[Finding]:
    """Return what must be mended before this conference may be published."""
    return examined(conference).objections


def contradictions(parts: Parts) -> Iterator[Finding]:
    """Yield an objection for each link between parts that leads nowhere.

    Exactly what would make freezing fail, but in words that say where.
    """
    photos = {photo.public_id for photo in parts.photos}
    for turn in parts.turns:
        place = f"turns.{turn.public_id}"
        for block in body.parsed(turn.body):
            if isinstance(block, PhotoBlock) and block.photo not in photos:
                said = f"发言 {turn.public_id} 中有〔图 {block.photo}〕，但没有编号为 {block.photo} 的图片。"
                yield Finding("no-such-photo", said, place)
        if turn.answers is not None and turn.answers.kind != TurnKind.QUESTION:
            message = f"发言 {turn.public_id} 回答的 {turn.answers.public_id} 不是提问。"
            yield Finding("answers-no-question", message, place)
        if turn.answers is not None and turn.kind != TurnKind.ANSWER:
            message = f"发言 {turn.public_id} 不是回答，却选了“回答的提问”。"
            yield Finding("answers-but-no-answer", message, f"{place}.answers")
        if turn.due is not None and turn.kind != TurnKind.QUESTION:
            message = f"发言 {turn.public_id} 不是提问，却有会后答复期限。"
            yield Finding("due-of-no-question", message, f"{place}.due")
        if turn.given_on is not None and turn.answers is None:
            message = f"书面答复 {turn.public_id} 没有选它回答的提问。"
            yield Finding("given-to-nothing", message, f"{place}.answers")
