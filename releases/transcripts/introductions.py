"""Reading who somebody is from the label that introduces them: 市统计局副局长李木, 李木（局长）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from releases.document import Role
from releases.transcripts import names, speakers
from releases.transcripts.lines import Line
from releases.transcripts.names import Entry
from releases.transcripts.openings import Candidate

_ISSUES = re.compile(r"主?发 {0,2}布 {0,2}人|主讲人")
# 李木回答： the verb is no part of the name.
_TELLING = re.compile(r" *(?:补充)?(?:回答|答复|答) *$")


@dataclass(slots=True)
class Found:
    """Somebody read out of a label: bounds of name and position in it, and the role it tells."""

    name: str
    position: str
    role: Role = Role.SPOKESPERSON
    sure: bool = True


def strong(line: Line, candidate: Candidate) -> Found | None:
    """Return the person whom a label introduces with an office or title, or None."""
    start = candidate.start
    label = whole = line.norm[start : candidate.end]
    role = Role.SPOKESPERSON
    prefix = speakers.role_and_rest(label)
    if prefix:
        role, offset = prefix
        start, end = _unwrapped(line.norm, start + offset, candidate.end)
        label = line.norm[start:end]
        if not label.strip(" "):
            return None
    label = _TELLING.sub("", label)
    found = names.bracketed(label) or names.position_first(label) or names.titled(label)
    if not found and candidate.style != "spaced":
        after = names.name_first(label)
        found = after if after and after.sure else None
    # 主持人李木, but 专家提醒 is a verb unless something parts it from the role.
    parted = prefix is not None and (prefix[0] is Role.MODERATOR or start > candidate.start + prefix[1])
    if not found and prefix and names.name_shaped(label) and (parted or _ISSUES.match(whole)):
        left = len(label) - len(label.lstrip(" "))
        found = Entry((left, len(label.rstrip(" "))), (0, 0), sure=names.plausible(label))
    if not found:
        return None
    person = _found(line, start, found, role)
    told = speakers.role_and_rest(person.position)
    if told and told[1] == len(person.position):
        # 李木（主持人）
        person.role, person.position = told[0], ""
    return person


def after_role_word(line: Line, candidate: Candidate) -> tuple[int, int, Entry] | None:
    """Read ``主持人：某处处长李木 女士们…``: the bounds of the title and name after the colon."""
    start = candidate.rest
    norm = line.norm
    while start < len(norm) and norm[start] == " ":
        start += 1
    reach = norm[start : start + names.MAX_POSITION]
    whole = names.entry(reach) if len(reach) < names.MAX_POSITION else None
    if whole and whole.sure and whole.position[0] < whole.position[1]:
        return start, start + len(reach), whole
    for end in _ends(reach):
        entry = (
            names.bracketed(reach[:end]) or names.position_first(reach[:end]) or names.name_first(reach[:end])
        )
        if entry and entry.sure:
            return start, start + end, entry
        if names.plausible(reach[:end]):
            return start, start + end, Entry((0, end), (end, end))
    return None


def _ends(reach: str) -> Iterator[int]:
    yield from [index for index, char in enumerate(reach) if char in " :" and index][:3]
    if len(reach) < names.MAX_POSITION:
        yield len(reach)


def person_after(line: Line, bounds: tuple[int, int, Entry], role: Role) -> Found:
    """Return the person read by :func:`after_role_word`."""
    return _found(line, bounds[0], bounds[2], role)


def _found(line: Line, shift: int, entry: Entry, role: Role) -> Found:
    name = line.text[entry.name[0] + shift : entry.name[1] + shift]
    position = line.text[entry.position[0] + shift : entry.position[1] + shift]
    return Found(name.strip(), position.strip(" 、，,\u3000"), role, entry.sure)


def _unwrapped(norm: str, start: int, end: int) -> tuple[int, int]:
    while start < end and norm[start] in " :-·/":
        start += 1
    while end > start and norm[end - 1] == " ":
        end -= 1
    if start < end and norm[start] == "(" and norm[end - 1] == ")":
        return start + 1, end - 1
    return start, end
