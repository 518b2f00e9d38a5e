"""People whom only the host names, and the host whom nobody names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from releases.document import Kind, Paragraph, Role
from releases.transcripts import names, prose, speakers
from releases.transcripts.lines import Ledger
from releases.transcripts.links import Draft
from releases.transcripts.result import Severity
from releases.transcripts.roster import Roster

_PRESENT = re.compile(
    r"(?:(?:出席|参加).{0,40}?(?:有|是|为|包括)"
    r"|(?:嘉宾|发布人)(?:有|是|为|包括|(?=分别))"
    r"|(?:邀请|请)[到来]了?(?:的)?(?:嘉宾|领导)?(?:有|是)?)"
    r"(?:[:,] ?|分别[是为]:?)?(?P<who>[^。]*)"
)
# 有请市教育局局长李木介绍, 由某处处长王强主持, 我是市委宣传部副部长赵婷
_CALLED = re.compile(
    r"(?:(?<!邀)请(?![到来])|由)(?P<who>[^。;!?]{4,60}?)"
    r"(?:先生|女士|同志)?(?:介绍|作|做|发布|通报|回答|讲话|致辞|发言|解读|主持|就)"
)
_SELF = re.compile(r"我是(?P<who>[^。;,!?]{4,40})")
# People are called and introduced in the first lines; later ones are spoken about.
_WELCOME = 60
_HOSTING = re.compile(
    r"(?:出席|欢迎).{0,60}|下面.{0,6}请|首先.{0,6}请|有请|请举手|提问环节|发布会(?:现在)?(?:到此|就到|开始)"
)


def greeted(norm: str) -> Iterator[tuple[str, str]]:
    """Yield ``(name, position)`` of each person whom a sentence of welcome says is there."""
    found = _PRESENT.search(norm, 0, 4000)
    if found:
        yield from prose.people_in(found["who"])


def note(ledger: Ledger, indexes: Sequence[int], roster: Roster) -> None:
    """Read those whom the host greets: into the roster where no list was printed, else a note."""
    for number, index in enumerate(indexes):
        line = ledger.lines[index]
        if number < _WELCOME:
            _called(ledger, index, roster)
        found = _PRESENT.search(line.norm, 0, 4000)
        if not found:
            continue
        who = list(prose.people_in(found["who"]))
        if not found["who"].strip(" "):
            who = list(_listed_below(ledger, index))
        for name, position in who:
            if roster.named(name):
                roster.add(name, position, Role.ATTENDEE)
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


def _called(ledger: Ledger, index: int, roster: Roster) -> None:
    """Take the position with which somebody is called to speak, where no list gave them one."""
    norm = ledger.lines[index].norm[:4000]
    role = Role.MODERATOR if _hosts(ledger, index) and not roster.has(Role.MODERATOR) else Role.ATTENDEE
    added = []
    for found in (*_CALLED.finditer(norm), *_SELF.finditer(norm)):
        for name, position in prose.people_in(found["who"]):
            known = roster.named(name)
            if known or not roster.listed:
                roster.add(name, position, role if found.re is _SELF else Role.ATTENDEE)
            if not known and not roster.listed:
                added.append(name)
    if added:
        message = f"人员“{'、'.join(added)}”取自正文里的称呼，请核对姓名和职务。"
        ledger.doubt("people-from-speech", ledger.lines[index].number, Severity.NOTE, message)


def _hosts(ledger: Ledger, index: int) -> bool:
    """Return whether the line opens the words of ``主持人：``, on its own line or the one above."""
    above = [i for i in range(max(0, index - 3), index) if not ledger.lines[i].blank]
    for at in (index, *above[-1:]):
        word = speakers.ROLE_WORD.match(ledger.lines[at].norm.strip(" "))
        if word and word["moderator"]:
            return True
    return False


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
    others = {draft.speaker for draft in drafts} - {None, person.id}
    if not others or (roster.listed and person.role is Role.SPOKESPERSON):
        # Whoever alone answers is no host, nor whom the printed list calls something else.
        return
    roster.give_role(person, Role.MODERATOR)
    for draft in drafts:
        if draft.speaker == person.id:
            draft.kind = Kind.STATEMENT
    message = f"没有写明主持人，按开场的话推断“{person.name}”是主持人，请核对。"
    ledger.doubt("guessed-moderator", first.line, Severity.NOTE, message, first.id)


def settle(drafts: Sequence[Draft], roster: Roster) -> None:
    """Make those who speak spokespeople where the roster only gathered them as present."""
    if roster.listed and roster.has(Role.SPOKESPERSON):
        return
    spoke = {draft.speaker for draft in drafts}
    for person in tuple(roster.people):
        if person.role is Role.ATTENDEE and person.id in spoke:
            roster.give_role(person, Role.SPOKESPERSON)


def _words(draft: Draft) -> str:
    return "\n".join(block.text for block in draft.blocks if isinstance(block, Paragraph))[:4000]
