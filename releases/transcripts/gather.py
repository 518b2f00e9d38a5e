"""Adding to the roster those whom only the text names, before any line is given to a speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from releases.document import Role
from releases.transcripts import furniture, names, openings, speakers
from releases.transcripts.introductions import Found, after_role_word, person_after, strong
from releases.transcripts.lines import Line, squeezed
from releases.transcripts.openings import Candidate
from releases.transcripts.roster import Roster
from releases.transcripts.stacked import opens_list, speech_follows, stacked, visible
from releases.transcripts.words import TITLES

_TITLED_NAME = re.compile(
    rf"(?:{'|'.join(sorted(TITLES, key=len, reverse=True))})(?=([\u4e00-\u9fff]{{2,3}}))"
)


# How somebody begins who has just been given the floor.
_GREETS = re.compile(r"谢谢|感谢|好的|大家好|各位|女士们|主持人好|记者朋友")
# 请孙立科长介绍, 由孙立回答
_CALLED = re.compile(r"[请由](?=([^。,;!?]{2,24}))")


@dataclass(slots=True)
class _Sighting:
    times: int = 0
    strong: bool = False


@dataclass(slots=True)
class Gathered:
    """Which people were guessed at: by person id, why staff should look."""

    unsure: dict[str, str] = field(default_factory=dict)


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
    if candidate.style == "spaced":
        return False
    timed = loose and index > 0 and openings.time_only(lines[index - 1].norm) is not None
    if names.plausible(label) and (not loose or timed):
        sighting = bare_names.setdefault(squeezed(label), _Sighting())
        sighting.times += 1
        alone = not line.norm[candidate.rest :].strip(" ") if candidate.rest > len(line.norm) - 40 else False
        greets = bool(_GREETS.match(_words_after(lines, index, candidate)))
        sighting.strong |= alone or timed or greets or candidate.style in ("bracket", "bold")
        return True
    return False


def _words_after(lines: Sequence[Line], index: int, candidate: Candidate) -> str:
    """Return the first words after a label, from the next line where its own has none."""
    rest = lines[index].norm[candidate.rest : candidate.rest + 20].strip(" ")
    ahead = visible(lines, index)
    return rest or ("" if ahead is None else lines[ahead].norm[:20].strip(" "))


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
        for found in _CALLED.finditer(line.norm):
            words = found[1]
            titled |= {
                words[at : at + length] for at in range(len(words) - 1) for length in (2, 3, 4)
            } & unknown.keys()
    for name, seen in unknown.items():
        proven = seen.times > 1 or name in titled
        if seen.strong or proven or not roster.listed:
            person = roster.add(name, "", Role.SPOKESPERSON)
            if roster.listed:
                gathered.unsure[person.id] = f"“{name}”不在开头的人员名单里，按发言人处理，请核对。"
            elif not proven:
                gathered.unsure[person.id] = f"“{name}”只出现一次且没有职务，按发言人处理，请核对。"
