"""Objections because parts of the conference contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from releases.desk import body
from releases.desk.models import Conference, TurnKind
from releases.desk.preflight.finding import Finding
from releases.document import Paragraph, PhotoBlock

# What was meant for a photo's place and is none.
_MARK = re.compile(r"[〔【\[［(（]\s*图\s*[fFｆ]\s*[0-9０-９]+\s*[〕】\]］)）]")


def contradictions(conference: Conference) -> Iterator[Finding]:
    """Yield an objection for each link between parts that leads nowhere.

    Exactly what would make freezing fail, but in words that say where.
    """
    photos = {photo.public_id for photo in conference.photos.all()}
    for turn in conference.turns.select_related("answers"):
        for block in body.parsed(turn.body):
            if isinstance(block, Paragraph) and (mark := _MARK.search(block.text)):
                yield Finding(
                    "photo-mark",
                    f"发言 {turn.public_id} 中的“{mark[0]}”会照字面发布："
                    "图片的位置要单独一行，写作〔图 f1〕。",
                    "turns-group",
                )
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
