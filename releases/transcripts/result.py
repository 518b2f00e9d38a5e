"""What a reader hands over: the document, what it doubted, what it could not place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from releases.document import Document


class TranscriptError(ValueError):
    """The file cannot be read at all; the message is one Chinese sentence for staff."""


class Severity(StrEnum):
    """How much a doubt matters to the person who mends it."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Problem:
    """A guess that a person should look at.

    ``code`` is a stable kebab-case name, ``line`` counts from 1 in the source text, ``message``
    is a Chinese sentence, ``turn`` the id of the turn concerned ("" where it is none).
    """

    code: str
    line: int
    severity: Severity
    message: str
    turn: str = ""


class LeftoverKind(StrEnum):
    """Whether a leftover is known furniture of a page, or words that nobody has placed."""

    FURNITURE = "furniture"
    UNPLACED = "unplaced"


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text of the source that is in no field and no turn, with the line it stands on."""

    line: int
    text: str
    kind: LeftoverKind


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the source text and where it went.

    ``place`` is a dotted name: ``title``, ``held.text``, ``people.p2.name``, ``turns.t5.label``,
    ``turns.t5.blocks.0``, ``leftovers.3``, or ``mark`` for what only separates (white space,
    colons, field names). Joined in order, the pieces' texts are the source text.
    """

    text: str
    place: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A reader's whole answer; ``files`` holds the bytes of embedded photos by ``Photo.file``."""

    document: Document
    problems: tuple[Problem, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    pieces: tuple[Piece, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def source_text(self) -> str:
        """Return the text that was read, as the pieces account for it."""
        return "".join(piece.text for piece in self.pieces)

    def to_json(self) -> dict[str, Any]:
        """Return ``{"document": …, "problems": […], "leftovers": […]}`` as plain JSON values."""
        return {
            "document": self.document.to_json(),
            "problems": [
                {
                    "code": problem.code,
                    "line": problem.line,
                    "severity": problem.severity.value,
                    "message": problem.message,
                    "turn": problem.turn,
                }
                for problem in self.problems
            ],
            "leftovers": [
                {"line": leftover.line, "text": leftover.text, "kind": leftover.kind.value}
                for leftover in self.leftovers
            ],
        }
