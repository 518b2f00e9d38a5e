"""People printed as a list: one a line, or several apart by ；， or 、."""

from __future__ import annotations

import re

from releases.document import Role
from releases.transcripts import fields, names
from releases.transcripts.fields import Field, Labelled
from releases.transcripts.lines import Ledger, normal, squeezed
from releases.transcripts.result import LeftoverKind, Severity
from releases.transcripts.roster import Roster
from releases.transcripts.stacked import speech_follows

# One part of a list of people; what stands in brackets is one with what it stands behind.
_PART = re.compile(r"(?:[^;,、 ()]|\([^()]*\)|[()])+")
MAX_PARTS = 80
# So many parts may one person's name and positions have.
MAX_TITLES = 8
# The head of a table of people.
_COLUMNS = {
    "姓名": "name",
    "名单": "name",
    "单位": "position",
    "工作单位": "position",
    "部门": "position",
    "职务": "position",
    "单位及职务": "position",
    "单位职务": "position",
    "现任职务": "position",
    "序号": "",
    "备注": "",
    "身份": "",
}


class People:
    """Takes the lists of people at the head into the roster."""

    def __init__(self, ledger: Ledger, roster: Roster) -> None:
        self.ledger = ledger
        self.lines = ledger.lines
        self.roster = roster
        # The list that an unlabelled line may go on with, and whether it has anybody yet.
        self.field: Field | None = None
        self.begun = False
        # The columns of a table of people that goes on below.
        self.columns: list[str] = []

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

    def tabulates(self, index: int) -> bool:
        """Take a line of a table of people: the names of its columns, or somebody."""
        line = self.lines[index]
        cells = list(re.finditer(r"[^\t]+", line.text))
        titles = [squeezed(cell[0]) for cell in cells]
        if "姓名" in titles and len(titles) > 1 and set(titles) <= _COLUMNS.keys():
            self.columns = [_COLUMNS[title] for title in titles]
            for cell in cells:
                self.ledger.leave(index, LeftoverKind.FURNITURE, *cell.span())
            return True
        if not self.columns or len(cells) != len(self.columns):
            self.columns = []
            return False
        name = cells[self.columns.index("name")]
        if not names.name_shaped(normal(name[0]).strip(" ")) or names.spoken(line.norm):
            self.columns = []
            return False
        positions = [cell for cell, column in zip(cells, self.columns, strict=True) if column == "position"]
        role = fields.ROLES[self.field] if self.field else Role.SPOKESPERSON
        position = "".join(cell[0].strip() for cell in positions)
        person = self.roster.add(name[0].strip(), position, role)
        self.ledger.put(index, *name.span(), f"people.{person.id}.name")
        for cell in positions:
            self.ledger.put(index, *cell.span(), f"people.{person.id}.position")
        for cell, column in zip(cells, self.columns, strict=True):
            if not column:
                self.ledger.leave(index, LeftoverKind.FURNITURE, *cell.span())
        self.roster.listed = self.begun = True
        return True

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
    """Read the people of a value: as many as can be told apart, or the one that it names.

    Commas, semicolons and spaces stand between people as well as inside a position
    (``党工委副书记、管委会主任``), so the cuts are chosen that leave most people with both name and position.
    """
    if not norm.strip(" ") or len(norm) > 2000:
        return []
    found = _told_apart(norm.rstrip(" 。.,;"))
    if len(found) > 1:
        return found
    single = names.entry(norm.rstrip(" 。.,;"))
    return [single] if single else []


def _told_apart(norm: str) -> list[names.Entry]:
    """Return the entries of the best way to cut the text into people who are all sure, or none."""
    bounds = [(found.start(), found.end()) for found in _PART.finditer(norm)][:MAX_PARTS]
    # For each number of parts taken, the best way: people with a position, people without, entries.
    best: list[tuple[int, int, list[names.Entry]] | None] = [(0, 0, [])] + [None] * len(bounds)
    for first, (start, _) in enumerate(bounds):
        before = best[first]
        if before is None:
            continue
        for last in range(first, min(first + MAX_TITLES, len(bounds))):
            found = names.entry(norm[start : bounds[last][1]])
            if found is None or not found.sure or names.holds_name(norm[start:][slice(*found.position)]):
                continue
            titled = found.position[0] < found.position[1]
            way = (before[0] + titled, before[1] - (not titled), [*before[2], found.shifted(start)])
            rival = best[last + 1]
            if rival is None or way[:2] > rival[:2]:
                best[last + 1] = way
    whole = best[-1]
    return whole[2] if whole else []
