"""People printed as a list: one a line, or several apart by ；， or 、."""

from __future__ import annotations

from releases.transcripts import fields, names
from releases.transcripts.fields import Field, Labelled
from releases.transcripts.lines import Ledger
from releases.transcripts.result import LeftoverKind, Severity
from releases.transcripts.roster import Roster
from releases.transcripts.stacked import speech_follows


class People:
    """Takes the lists of people at the head into the roster."""

    def __init__(self, ledger: Ledger, roster: Roster) -> None:
        self.ledger = ledger
        self.lines = ledger.lines
        self.roster = roster
        # The list that an unlabelled line may go on with, and whether it has anybody yet.
        self.field: Field | None = None
        self.begun = False

    def take(self, index: int, labelled: Labelled) -> None:
        """Take the people whom a field names, if it names any."""
        line = self.lines[index]
        start, end = labelled.start, labelled.end
        self.field, self.begun = labelled.field, False
        if not line.norm[start:end].strip(" "):
            return
        if not self._add(index, start, end):
            self.ledger.leave(index, LeftoverKind.UNPLACED, labelled.key, end)
            self.ledger.doubt(
                "unreadable-person", line.number, Severity.WARNING, "这一行没有读出姓名，请在人员名单里补上。"
            )

    def goes_on(self, index: int) -> bool:
        """Take an unlabelled line below ``发布人：`` as more people of the same role."""
        line = self.lines[index]
        if self.field is None or len(line.norm) > 200 or self.roster.named(line.norm.strip(" ")):
            return False
        found = people(line.norm)
        if not found or any(not e.sure and e.position[0] == e.position[1] for e in found):
            return False
        bare = len(found) == 1 and found[0].position[0] == found[0].position[1]
        if bare and self.begun and speech_follows(self.lines, index):
            # A lone name below a list opens the transcript where it is followed by speech.
            return False
        return self._add(index, 0, len(line.norm))

    def _add(self, index: int, start: int, end: int) -> bool:
        line = self.lines[index]
        found = people(line.norm[start:end])
        if not found or self.field is None:
            return False
        role = fields.ROLES[self.field]
        for each in found:
            name = line.text[start + each.name[0] : start + each.name[1]]
            position = line.text[start + each.position[0] : start + each.position[1]].strip()
            known = self.roster.named(name)
            person = self.roster.add(name, position, role)
            if known is not None:
                self.ledger.leave(index, LeftoverKind.UNPLACED, start + each.name[0], start + each.name[1])
                self.ledger.leave(
                    index, LeftoverKind.UNPLACED, start + each.position[0], start + each.position[1]
                )
                self.ledger.doubt(
                    "repeated-person", line.number, Severity.WARNING, f"“{person.name}”在名单里出现了两次。"
                )
                continue
            self.ledger.put(index, start + each.name[0], start + each.name[1], f"people.{person.id}.name")
            self.ledger.put(
                index, start + each.position[0], start + each.position[1], f"people.{person.id}.position"
            )
            if not each.sure:
                self.ledger.doubt(
                    "unsure-person",
                    line.number,
                    Severity.WARNING,
                    f"“{person.name}”的姓名和职务是推断的，请核对。",
                )
        self.roster.listed = self.begun = True
        return True


def people(norm: str) -> list[names.Entry]:
    """Read the people of a value: several apart by ；， or 、 where each part is one, or one."""
    if not norm.strip(" ") or len(norm) > 2000:
        return []
    for separator in (";", ",", "、"):
        if separator in norm:
            found = _split(norm, separator)
            if len(found) > 1 and all(each.sure for each in found):
                return found
    return _split(norm, "\n")


def _split(norm: str, separator: str) -> list[names.Entry]:
    found = []
    start = 0
    for part in norm.split(separator):
        stripped = part.rstrip(" 。.,;")
        if stripped.strip(" "):
            entry = names.entry(stripped)
            if entry is None:
                return []
            found.append(entry.shifted(start))
        start += len(part) + len(separator)
    return found
