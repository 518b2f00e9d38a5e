"""Who was there: the people of a transcript, and finding one by what is printed before a colon."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from releases.document import Person, Role
from releases.transcripts.lines import squeezed
from releases.transcripts.result import TranscriptError
from releases.transcripts.words import BODIES, TITLES

MAX_PEOPLE = 1000
_MAX_NAME = 16
# 李木答：, 李木（补充）：
# 市统计局局长李木回答, 王禾（副主任）答
_TELLING = re.compile(r"(?<=.{2})(?:补充)?(?:回答|答复|答)$")
_AFTER_NAME = ("答", "回答", "答复", "解答", "补充", "补充回答", "答记者问", "致辞", "讲话", "发言")


@dataclass(slots=True)
class Roster:
    """People in the order they were met, and the ways to find them."""

    people: list[Person] = field(default_factory=list)
    # From the printed list at the head, or gathered from the text itself.
    listed: bool = False
    _by_name: dict[str, int] = field(default_factory=dict)
    _by_surname: dict[str, list[int]] = field(default_factory=dict)

    def add(self, name: str, position: str, role: Role) -> Person:
        """Add a person, or fill in the position of one already there, and return them."""
        bare = squeezed(name) if not name.isascii() else name
        known = self._by_name.get(squeezed(bare))
        if known is not None:
            person = self.people[known]
            if position and not person.position:
                self.people[known] = person = replace(person, position=position)
            return person
        if len(self.people) >= MAX_PEOPLE:
            raise TranscriptError(f"文字稿里的人员超过 {MAX_PEOPLE} 人的上限，已拒绝读取。")
        person = Person(id=f"p{len(self.people) + 1}", name=bare, position=position, role=role)
        self._by_name[squeezed(bare)] = len(self.people)
        self._by_surname.setdefault(bare[:1], []).append(len(self.people))
        self._by_surname.setdefault(bare[:2], []).append(len(self.people))
        self.people.append(person)
        return person

    def give_role(self, person: Person, role: Role) -> Person:
        """Change a person's role and return them as they are now."""
        index = self._by_name[squeezed(person.name)]
        self.people[index] = changed = replace(self.people[index], role=role)
        return changed

    def named(self, name: str) -> Person | None:
        """Return the person of exactly this name, spaces aside."""
        index = self._by_name.get(squeezed(name))
        return None if index is None else self.people[index]

    def only(self, role: Role) -> Person | None:
        """Return the one person with the role, or None where there is none or several."""
        found = [person for person in self.people if person.role is role]
        return found[0] if len(found) == 1 else None

    def has(self, role: Role) -> bool:
        """Return whether anybody has the role."""
        return any(person.role is role for person in self.people)

    def in_label(self, label: str) -> Person | None:
        """Find a person in ``李木``, ``市统计局 李木``, ``李木局长``, ``李木（局长）``, ``李木答``."""
        bare = squeezed(label)
        exact = self.named(bare)
        if exact:
            return exact
        bare = _TELLING.sub("", bare)
        bracket = bare.find("(")
        if bracket > 1 and bare.endswith(")"):
            return self.named(bare[:bracket])
        for length in range(min(_MAX_NAME, len(bare) - 1), 1, -1):
            person = self.named(bare[-length:])
            if person and self._introduces(bare[:-length], person):
                return person
            person = self.named(bare[:length])
            if person and self._follows(bare[length:], person):
                return person
        return None

    def by_title(self, surname: str, title: str) -> list[Person]:
        """Return who could be meant by ``李局长`` or ``李副局长``: exact titles before deputies'."""
        people = [self.people[index] for index in self._by_surname.get(surname, ())]
        fits = [person for person in people if title in person.position]
        exact = [person for person in fits if f"副{title}" not in person.position]
        return exact or fits

    @staticmethod
    def _introduces(before: str, person: Person) -> bool:
        before = before.rstrip("、,")
        return before.endswith((*TITLES, *BODIES)) or before in squeezed(person.position)

    @staticmethod
    def _follows(after: str, person: Person) -> bool:
        return after in _AFTER_NAME or after.endswith(TITLES) or after in squeezed(person.position)
