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


# Where on the desk's pages a part of the document is mended, as an HTML id.
_FIELDS = {
    "title": "id_title",
    "subject": "id_subject",
    "section": "id_section",
    "source": "id_source",
    "summary": "id_summary",
    "held": "id_held_day",
    "held.text": "id_held_text",
    "published_on": "id_published_on",
    "venue": "id_venue",
    "leftovers": "leftovers",
}
_GROUPS = {"people": "participants-group", "photos": "photos-group", "attachments": "attachments-group"}


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
    def anchor(self) -> str:
        """Return the HTML id of what is to be mended, "" where that is everywhere."""
        if self.turn:
            return f"turn-{self.turn}"
        return _FIELDS.get(self.place) or _GROUPS.get(self.place.partition(".")[0], "")

    @property
    def key(self) -> str:
        """Return what names this finding while the words stay as they are, wherever they move to."""
        part = self.turn or self.place
        return hashlib.sha256("\0".join((self.code, part, self.text)).encode()).hexdigest()

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
