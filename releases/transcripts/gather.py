"""Adding to the roster those whom only the text names, before any line is given to a speaker."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from releases.document import Role
from releases.transcripts import furniture, names, openings, speakers
from releases.transcripts.captions import is_file
from releases.transcripts.lines import Line, squeezed
from releases.transcripts.names import Entry
from releases.transcripts.openings import Candidate
from releases.transcripts.roster import Roster
from releases.transcripts.words import TITLES

_LISTING = re.compile(r"(?:出席|参加|嘉宾|他们是|分别是|发布人|名单|介绍一下).{0,60}: *$")
_TITLED_NAME = re.compile(
    rf"(?:{'|'.join(sorted(TITLES, key=len, reverse=True))})(?=([\u4e00-\u9fff]{{2,3}}))"
)
_SPEECH = re.compile(r"[。!?;,…]|各位|大家|你们")


@dataclass(frozen=True, slots=True)
class Opening:
    """A label's stretches (line index, start, end), and where the words after it begin."""

    parts: tuple[tuple[int, int, int], ...]
    line: int
    rest: int
    time: tuple[int, int] | None = None


@dataclass(slots=True)
class Found:
    """Somebody read out of a label: bounds of name and position in it, and the role it tells."""

    name: str
    position: str
    role: Role = Role.SPOKESPERSON
    sure: bool = True


@dataclass(slots=True)
class _Sighting:
    times: int = 0
    strong: bool = False


@dataclass(slots=True)
class Gathered:
    """Which people were guessed at: by person id, why staff should look."""

    unsure: dict[str, str] = field(default_factory=dict)


def visible(lines: Sequence[Line], index: int, reach: int = 4) -> int | None:
    """Return the next line with something on it, looking a few lines ahead only."""
    for ahead in range(index + 1, min(index + 1 + reach, len(lines))):
        if not lines[ahead].blank:
            return ahead
    return None


def speech_follows(lines: Sequence[Line], index: int) -> bool:
    """Return whether the next visible line reads like speech or holds a photo."""
    ahead = visible(lines, index, 6)
    if ahead is None:
        return False
    norm = lines[ahead].norm
    return bool(_SPEECH.search(norm, 0, 4000)) or lines[ahead].hint.photo or is_file(norm)


def opens_list(norm: str) -> bool:
    """Return whether a paragraph announces a list of people on the lines below."""
    return bool(_LISTING.search(norm[-120:]))


def stacked(lines: Sequence[Line], index: int, roster: Roster) -> tuple[Opening, Found | None] | None:
    """Read a speaker spread over lines: 主持人 / 某局副局长 / 李木."""
    parts: list[tuple[int, int, int]] = []
    role = None
    position = ""
    at: int | None = index
    words = _whole(lines[index])
    if words and (found := speakers.ROLE_WORD.fullmatch(words)):
        role = Role.MODERATOR if found["moderator"] else Role.SPOKESPERSON
        parts.append((index, *lines[index].trimmed()))
        at = visible(lines, index)
        words = _whole(lines[at]) if at is not None else ""
    if (
        at is not None
        and (names.position_like(words) or names.body_like(words))
        and not names.plausible(words)
    ):
        if "," in words or names.position_first(words):
            return None
        position = words
        parts.append((at, *lines[at].trimmed()))
        at = visible(lines, at)
        words = _whole(lines[at]) if at is not None else ""
    if at is None or not parts or not words:
        return None
    bare = words.rstrip(": ")
    if not (roster.named(bare) or names.plausible(bare)):
        return None
    if not speech_follows(lines, at):
        return None
    start, end = lines[at].trimmed()
    if lines[at].norm[end - 1] == ":":
        end -= 1
    parts.append((at, start, end))
    person = None if roster.named(bare) else Found(bare, position, role or Role.SPOKESPERSON)
    return Opening(tuple(parts), at, len(lines[at].norm)), person


def _whole(line: Line) -> str:
    words = line.norm.strip(" ")
    return words if len(words) <= speakers.MAX_LABEL else ""


def strong(line: Line, candidate: Candidate) -> Found | None:
    """Return the person whom a label introduces with an office or title, or None."""
    start = candidate.start
    label = line.norm[start : candidate.end]
    role = Role.SPOKESPERSON
    prefix = speakers.role_and_rest(label)
    if prefix:
        role, offset = prefix
        start, end = _unwrapped(line.norm, start + offset, candidate.end)
        label = line.norm[start:end]
        if not label.strip(" "):
            return None
    found = names.bracketed(label) or names.position_first(label)
    if not found and candidate.style != "spaced":
        after = names.name_first(label)
        found = after if after and after.sure else None
    if not found and prefix and names.name_shaped(label):
        left = len(label) - len(label.lstrip(" "))
        found = Entry((left, len(label.rstrip(" "))), (0, 0), sure=names.plausible(label))
    return _found(line, start, found, role) if found else None


def after_role_word(line: Line, candidate: Candidate) -> tuple[int, int, Entry] | None:
    """Read ``主持人：某处处长李木 女士们…``: the bounds of the title and name after the colon."""
    start = candidate.rest
    norm = line.norm
    while start < len(norm) and norm[start] == " ":
        start += 1
    reach = norm[start : start + names.MAX_POSITION]
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
    while start < end and norm[start] in " :-":
        start += 1
    while end > start and norm[end - 1] == " ":
        end -= 1
    if start < end and norm[start] == "(" and norm[end - 1] == ")":
        return start + 1, end - 1
    return start, end


def gather(lines: Sequence[Line], indexes: Sequence[int], roster: Roster) -> Gathered:
    """Add to the roster everybody whom a label in these lines introduces."""
    gathered = Gathered()
    bare_names: dict[str, _Sighting] = {}
    listing = False
    done = -1
    for index in indexes:
        line = lines[index]
        if index <= done or line.blank or furniture.kind(line.norm, head=False):
            continue
        pile = stacked(lines, index, roster)
        if pile:
            opening, person = pile
            if person:
                _add(roster, gathered, person)
            done = opening.line
            continue
        for stretch in openings.stretches(line.norm):
            for candidate in openings.candidates(line, stretch):
                if _learn(lines, index, candidate, roster, gathered, bare_names, listing=listing):
                    break
        listing = opens_list(line.norm) or (listing and names.entry(line.norm.rstrip(" ;。,.")) is not None)
    _add_bare(lines, bare_names, roster, gathered)
    return gathered


def _learn(
    lines: Sequence[Line],
    index: int,
    candidate: Candidate,
    roster: Roster,
    gathered: Gathered,
    bare_names: dict[str, _Sighting],
    *,
    listing: bool,
) -> bool:
    line = lines[index]
    label = line.norm[candidate.start : candidate.end]
    loose = candidate.style == "bare"
    if loose and (listing or not speech_follows(lines, index)):
        return False
    matched = speakers.match(label, roster, bracket=candidate.style == "bracket")
    if (matched and matched.voice is speakers.Voice.MODERATOR) or _is_official_word(label):
        after = after_role_word(line, candidate) if not loose else None
        if after:
            role = (
                Role.MODERATOR if matched and matched.voice is speakers.Voice.MODERATOR else Role.SPOKESPERSON
            )
            _add(roster, gathered, person_after(line, after, role))
        return True
    found = strong(line, candidate)
    if matched:
        if matched.person and found and found.sure and names.position_like(found.position):
            # Fills in a position that the list did not print; never changes one.
            roster.add(matched.person.name, found.position, matched.person.role)
        prefix = speakers.role_and_rest(label)
        if matched.person and prefix and prefix[0] is Role.MODERATOR and not roster.listed:
            roster.give_role(matched.person, Role.MODERATOR)
        return True
    if found and (found.sure or not loose):
        _add(roster, gathered, found)
        return True
    if not loose and names.plausible(label):
        sighting = bare_names.setdefault(squeezed(label), _Sighting())
        sighting.times += 1
        alone = not line.norm[candidate.rest :].strip(" ") if candidate.rest > len(line.norm) - 40 else False
        sighting.strong |= alone or candidate.style in ("bracket", "bold")
        return True
    return False


def _is_official_word(label: str) -> bool:
    return bool(speakers.ROLE_WORD.fullmatch(label.strip(" ")))


def _add(roster: Roster, gathered: Gathered, found: Found) -> None:
    known = roster.named(found.name)
    person = roster.add(found.name, found.position, found.role)
    if known is None:
        if roster.listed:
            gathered.unsure[person.id] = (
                f"“{person.name}”不在开头的人员名单里，按正文补入，请核对姓名和职务。"
            )
        elif not found.sure:
            gathered.unsure[person.id] = f"“{person.name}”的姓名和职务是推断的，请核对。"
    elif found.role is Role.MODERATOR and known.role is not Role.MODERATOR and not roster.listed:
        roster.give_role(known, Role.MODERATOR)


def _add_bare(
    lines: Sequence[Line], sightings: dict[str, _Sighting], roster: Roster, gathered: Gathered
) -> None:
    unknown = {name: seen for name, seen in sightings.items() if not roster.named(name)}
    if not unknown:
        return
    titled: set[str] = set()
    for line in lines:
        for found in _TITLED_NAME.finditer(line.norm):
            titled |= {found[1], found[1][:2]}
    for name, seen in unknown.items():
        proven = seen.times > 1 or name in titled
        if seen.strong or proven or not roster.listed:
            person = roster.add(name, "", Role.SPOKESPERSON)
            if roster.listed:
                gathered.unsure[person.id] = f"“{name}”不在开头的人员名单里，按发言人处理，请核对。"
            elif not proven:
                gathered.unsure[person.id] = f"“{name}”只出现一次且没有职务，按发言人处理，请核对。"
