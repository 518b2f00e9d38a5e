"""Objections because parts of the conference contradict each other."""

from __future__ import annotations

from collections.abc import Iterator

from releases.desk import body
from releases.desk.models import Conference, TurnKind
from releases.desk.preflight.finding import Finding
from releases.document import PhotoBlock


def contradictions(conference: Conference) -> Iterator[Finding]:
    """Yield an objection for each link between parts that leads nowhere.

    Exactly what would make freezing fail, but in words that say where.
    """
    photos = {photo.public_id for photo in conference.photos.all()}
    for turn in conference.turns.select_related("answers"):
        for block in body.parsed(turn.body):
            if isinstance(block, PhotoBlock) and block.photo not in photos:
                yield Finding(
                    "no-such-photo",
                    f"发言 {turn.public_id} 中有〔图 {block.photo}〕，但没有编号为 {block.photo} 的图片。",
                    "turns-group",
                )
        if turn.answers is not None and turn.answers.kind != TurnKind.QUESTION:
            yield Finding(
                "answers-no-question",
                f"发言 {turn.public_id} 回答的 {turn.answers.public_id} 不是提问。",
                "turns-group",
            )
