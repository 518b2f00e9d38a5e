"""Giving the parts of a parsed transcript the ids that a conference already uses for them."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping

from releases.document import Document, PhotoBlock
from releases.transcripts.result import Parsed, Piece

Ids = Mapping[str, str]


def renumbered(parsed: Parsed, ids: Ids) -> Parsed:
    """Return the same answer with every id replaced; ids that ``ids`` lacks stay."""
    return dataclasses.replace(
        parsed,
        document=_document(parsed.document, ids),
        problems=tuple(
            dataclasses.replace(problem, turn=ids.get(problem.turn, problem.turn))
            for problem in parsed.problems
        ),
        pieces=tuple(_piece(piece, ids) for piece in parsed.pieces),
    )


def _document(document: Document, ids: Ids) -> Document:
    def new(old: str) -> str:
        return ids.get(old, old)

    return dataclasses.replace(
        document,
        people=tuple(dataclasses.replace(person, id=new(person.id)) for person in document.people),
        turns=tuple(
            dataclasses.replace(
                turn,
                id=new(turn.id),
                speaker=turn.speaker and new(turn.speaker),
                answers=turn.answers and new(turn.answers),
                blocks=tuple(
                    PhotoBlock(new(block.photo)) if isinstance(block, PhotoBlock) else block
                    for block in turn.blocks
                ),
            )
            for turn in document.turns
        ),
        photos=tuple(dataclasses.replace(photo, id=new(photo.id)) for photo in document.photos),
        attachments=tuple(dataclasses.replace(each, id=new(each.id)) for each in document.attachments),
    )


def _piece(piece: Piece, ids: Ids) -> Piece:
    kind, _, rest = piece.place.partition(".")
    if kind not in ("people", "turns", "photos"):
        return piece
    old, dot, tail = rest.partition(".")
    return dataclasses.replace(piece, place=f"{kind}.{ids.get(old, old)}{dot}{tail}")
