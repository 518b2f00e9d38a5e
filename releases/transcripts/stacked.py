"""Looking at the lines around a line: what follows it, and a speaker spread over several."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from releases.document import Role
from releases.transcripts import names, openings, speakers
from releases.transcripts.captions import is_file
from releases.transcripts.introductions import Found
from releases.transcripts.lines import Line
from releases.transcripts.roster import Roster

_LISTING = re.compile(r"(?:出席|参加|嘉宾|他们是|分别是|发布人|名单|介绍一下).{0,60}: *$")
_ANSWER_BELOW = re.compile(r" *答 ?:")
MAX_QUESTION = 200
_SPEECH = re.compile(r"[。!?;,…]|各位|大家|你们")


@dataclass(frozen=True, slots=True)
class Opening:
    """A label's stretches (line index, start, end), and where the words after it begin."""

    parts: tuple[tuple[int, int, int], ...]
    line: int
    rest: int
    time: tuple[int, int] | None = None


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


def label_below(lines: Sequence[Line], index: int, roster: Roster) -> speakers.Match | None:
    """Return whom the label names with which the next visible line opens, or None."""
    ahead = visible(lines, index, 6)
    if ahead is not None and openings.time_only(lines[ahead].norm):
        ahead = visible(lines, ahead, 6)
    if ahead is None:
        return None
    line = lines[ahead]
    stretch = openings.stretches(line.norm)[0]
    found = (
        speakers.match(line.norm[candidate.start : candidate.end], roster)
        for candidate in openings.candidates(line, stretch)
        if candidate.style in ("colon", "bracket")
    )
    return next((match for match in found if match), None)


def asked_below(lines: Sequence[Line], index: int) -> bool:
    """Return whether the line is a question that nobody puts, with ``答：`` right below it."""
    norm = lines[index].norm.rstrip(" ")
    if not norm.endswith("?") or len(norm) > MAX_QUESTION:
        return False
    ahead = visible(lines, index)
    return ahead is not None and bool(_ANSWER_BELOW.match(lines[ahead].norm))


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
