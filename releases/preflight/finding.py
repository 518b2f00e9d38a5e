"""One thing that the machine noticed: where it stands, how grave it is, by which rule, and what to do."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """What a finding does: red keeps from publishing, amber wants a waiver, a note wants a look."""

    RED = "red"
    AMBER = "amber"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """A stable code, a Chinese sentence, and the exact characters it is about.

    ``place`` is a dotted name within the document (``title``, ``turns.t5.blocks.2``,
    ``people.p1.position``), "" where the whole is meant; ``start`` and ``end`` count characters of the
    text there, ``text`` repeats them. ``rule`` names the source of the rule; ``suggestion`` is what could
    stand in their place, "" where only a person can tell.
    """

    code: str
    message: str
    place: str = ""
    severity: Severity = Severity.RED
    start: int = 0
    end: int = 0
    text: str = ""
    rule: str = ""
    suggestion: str = ""

    @property
    def turn(self) -> str:
        """Return the id of the turn concerned, "" where it is none."""
        kind, _, rest = self.place.partition(".")
        return rest.partition(".")[0] if kind == "turns" else ""

    @property
    def key(self) -> str:
        """Return what names this finding while the words stay as they are, wherever they move to.

        A mark alone is like any other of its turn: what the message quotes around it tells them apart.
        """
        words = self.text if len(self.text) != 1 else self.message
        return hashlib.sha256("\0".join((self.code, self.turn or self.place, words)).encode()).hexdigest()

    def to_json(self) -> dict[str, object]:
        """Return the finding as plain values."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "turn": self.turn,
            "place": self.place,
            "start": self.start,
            "end": self.end,
            "text": self.text,
            "message": self.message,
            "rule": self.rule,
            "suggestion": self.suggestion,
        }
