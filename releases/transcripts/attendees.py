"""People whom only the host names, and the host whom nobody names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from releases.document import Kind, Paragraph, Role
from releases.transcripts import names, prose
from releases.transcripts.lines import Ledger
from releases.transcripts.links import Draft
from releases.transcripts.result import Severity
from releases.transcripts.roster import Roster

_PRESENT = re.compile(
    r"(?:(?:出席|参加).{0,40}?(?:有|是|为|包括)"
    r"|(?:邀请|请)到了?(?:的)?(?:嘉宾|领导)?(?:有|是)?)"
    r"(?:[:,] ?|分别是:?)(?P<who>[^。]*)"
)
_HOSTING = re.compile(
    r"(?:出席|欢迎).{0,60}|下面.{0,6}请|首先.{0,6}请|有请|请举手|提问环节|发布会(?:现在)?(?:到此|就到|开始)"
)


def note(ledger: Ledger, indexes: Sequence[int], roster: Roster) -> None:
    """Read those whom the host greets: into the roster where no list was printed, else a note."""
    for index in indexes:
        line = ledger.lines[index]
        found = _PRESENT.search(line.norm, 0, 4000)
        if not found:
            continue
        who = list(prose.people_in(found["who"]))
        if not found["who"].strip(" "):
            who = list(_listed_below(ledger, index))
        new = [(name, position) for name, position in who if not roster.named(name)]
        if not new:
            continue
        added = "、".join(name for name, _ in new)
        if roster.listed:
            message = f"这里提到的“{added}”不在人员名单里，如需列为出席人员请补上。"
            ledger.doubt("attendee-not-listed", line.number, Severity.NOTE, message)
            continue
        for name, position in new:
            roster.add(name, position, Role.ATTENDEE)
        message = f"人员“{added}”取自主持人的介绍，请核对姓名和职务。"
        ledger.doubt("people-from-speech", line.number, Severity.NOTE, message)


def _listed_below(ledger: Ledger, index: int) -> Iterator[tuple[str, str]]:
    for line in ledger.lines[index + 1 :]:
        if line.blank:
            continue
        norm = line.norm.rstrip(" ;,。")
        entry = names.entry(norm) if len(norm) <= names.MAX_POSITION + 12 else None
        if entry is None or not entry.sure:
            return
        yield norm[slice(*entry.name)].strip(" "), norm[slice(*entry.position)].strip(" ")


def guess_moderator(drafts: Sequence[Draft], ledger: Ledger, roster: Roster) -> None:
    """Take the first speaker for the host where nobody is named as one but their words are a host's."""
    if roster.has(Role.MODERATOR):
        return
    first = next((draft for draft in drafts if draft.label), None)
    person = next((p for p in roster.people if first and p.id == first.speaker), None)
    if first is None or person is None or not _HOSTING.search(_words(first)):
        return
    roster.give_role(person, Role.MODERATOR)
    for draft in drafts:
        if draft.speaker == person.id:
            draft.kind = Kind.STATEMENT
    message = f"没有写明主持人，按开场的话推断“{person.name}”是主持人，请核对。"
    ledger.doubt("guessed-moderator", first.line, Severity.NOTE, message, first.id)


def settle(drafts: Sequence[Draft], roster: Roster) -> None:
    """Make those who speak spokespeople where the roster only gathered them as present."""
    if roster.listed:
        return
    spoke = {draft.speaker for draft in drafts}
    for person in tuple(roster.people):
        if person.role is Role.ATTENDEE and person.id in spoke:
            roster.give_role(person, Role.SPOKESPERSON)


def _words(draft: Draft) -> str:
    return "\n".join(block.text for block in draft.blocks if isinstance(block, Paragraph))[:4000]
