"""Where on a line a turn may open: its label, the time beside it, and where its words begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from releases.transcripts.fields import BULLETS
from releases.transcripts.lines import Line
from releases.transcripts.result import TranscriptError
from releases.transcripts.speakers import MAX_LABEL

MAX_TURNS = 20_000

_CLOCK = r"(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9])?"
_DAY = r"[0-9]{4}[-/.][0-9]{1,2}[-/.][0-9]{1,2}"
# A time within a line is beside a turn only in brackets or with its date; 15:30 alone is speech.
_STAMP = re.compile(
    rf"[\[(] ?(?P<clock>(?:{_DAY} {{0,3}})?{_CLOCK}) ?[\])]|(?P<moment>{_DAY} {{0,3}}{_CLOCK})(?![0-9:])"
)
_LEADING = re.compile(rf" *[\[(]? ?(?P<time>(?:{_DAY} {{0,3}})?{_CLOCK})(?![0-9:年月日时分至到-]) ?[\])]? *")
_LABEL_AHEAD = re.compile(r" *(?:\[[^\]\[:]{1,30}\]|[^\s。!?;,…“”\"\[\]:][^。!?;,…“”\"\[\]:]{0,30}:)")
# 问：安全吗？答：安全。 on one line.
_PAIR = re.compile(r" *[问答] ?:")
_PAIRED = re.compile(r"(?<=[?。!; ])[问答](?= ?:)")
_BEFORE_LABEL = f" {BULLETS}"
_SAID = re.compile(r"[。!?…]")
_TIME_ONLY = re.compile(rf" *[\[(]? ?(?P<time>(?:{_DAY} {{0,3}})?{_CLOCK}) ?[\])]? *")
# 李木　大家好！ without a colon; 赵婷 10:09:01 above the words.
_NAME_SPACED = re.compile(r" *(?P<label>[\u4e00-\u9fff·]{2,8}) +(?=\S)")
_NAME_CLOCK = re.compile(rf" *(?P<label>[^\s:]{{2,12}}) +(?P<time>{_CLOCK}) *")
_REPORTER_SPACED = re.compile(r" *(?P<label>[^\s。!?;,:…“”\"()]{2,25}记者) +(?=\S)")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a line that holds one turn's beginning or words, with the time beside it."""

    start: int
    end: int
    time: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Bounds of what may be a label, and where the words after it begin."""

    start: int
    end: int
    rest: int
    style: str  # bracket, colon, tab, bold, spaced, bare
    time: tuple[int, int] | None = None


def time_only(norm: str) -> tuple[int, int] | None:
    """Return the bounds of the time on a line that holds nothing else."""
    found = _TIME_ONLY.fullmatch(norm)
    return found.span("time") if found else None


def stretches(norm: str) -> list[Stretch]:
    """Cut a line that carries several turns with their times; most lines come back whole."""
    if ":" not in norm:
        return [Stretch(0, len(norm))]
    if _PAIR.match(norm):
        cuts = [found.start() for found in islice(_PAIRED.finditer(norm), MAX_TURNS)]
        return [Stretch(*bounds) for bounds in pairwise([0, *cuts, len(norm)])]
    leads = _LEADING.match(norm)
    before = leads and _LABEL_AHEAD.match(norm, leads.end())
    found = list(islice(_before_stamps(norm) if before else _after_stamps(norm), MAX_TURNS + 1))
    if len(found) > MAX_TURNS:
        raise TranscriptError(f"文字稿超过 {MAX_TURNS} 段发言的上限，已拒绝读取。")
    return found


def _after_stamps(norm: str) -> Iterator[Stretch]:
    start = 0
    for found in _STAMP.finditer(norm):
        at_end = not norm[found.end() :].strip(" ") if len(norm) - found.end() < 20 else False
        if at_end or _LABEL_AHEAD.match(norm, found.end()):
            if not norm[start : found.start()].strip(" "):
                continue
            time = found.span("clock") if found["clock"] else found.span("moment")
            yield Stretch(start, found.start(), time)
            start = found.end()
    if start == 0 or norm[start:].strip(" "):
        yield Stretch(start, len(norm))


def _before_stamps(norm: str) -> Iterator[Stretch]:
    starts = [0]
    head = len(norm) - len(norm.lstrip(" "))
    for found in _STAMP.finditer(norm):
        if found.start() > head and _LABEL_AHEAD.match(norm, found.end()):
            starts.append(found.start())
    for start, end in zip(starts, [*starts[1:], len(norm)], strict=True):
        yield Stretch(start, end)


def spoken(norm: str, candidate: Candidate) -> bool:
    """Return whether what follows a name set off by a space alone is speech, not the name's position."""
    return bool(_SAID.search(norm, candidate.rest, candidate.rest + 200))


def candidates(line: Line, stretch: Stretch) -> Iterator[Candidate]:
    """Yield what may be a label at the head of a stretch, the likeliest first."""
    norm, start, end = line.norm, stretch.start, stretch.end
    time = None
    leading = _LEADING.match(norm, start, end)
    if leading and leading.end() < end:
        time = leading.span("time")
        start = leading.end()
    while start < end and norm[start] in _BEFORE_LABEL:
        start += 1
    if start >= end:
        return
    clocked = _NAME_CLOCK.fullmatch(norm, start, end)
    if clocked:
        yield Candidate(*clocked.span("label"), end, "bare", clocked.span("time"))
        return
    if norm[start] == "[":
        close = norm.find("]", start, min(end, start + MAX_LABEL))
        if close > 0:
            rest = close + 1
            while rest < end and norm[rest] in " :":
                rest += 1
            yield Candidate(start + 1, close, rest, "bracket", time)
        return
    tab = line.text.find("\t", start, min(end, start + MAX_LABEL))
    if tab > 0:
        yield Candidate(start, tab, tab + 1, "tab", time)
    colon = norm.find(":", start, min(end, start + MAX_LABEL + 1))
    if colon > start and norm.count("(", start, colon) == norm.count(")", start, colon):
        yield Candidate(start, colon, colon + 1, "colon", time)
    if stretch.start == 0 and start < line.hint.bold <= MAX_LABEL and line.hint.bold <= end:
        yield Candidate(start, line.hint.bold, line.hint.bold, "bold", time)
    spaced = _REPORTER_SPACED.match(norm, start, end)
    if spaced:
        yield Candidate(*spaced.span("label"), spaced.end(), "spaced", time)
    named = _NAME_SPACED.match(norm, start, end)
    if named and not spaced and colon < 0:
        yield Candidate(*named.span("label"), named.end(), "spaced", time)
    if colon < 0 and end - start <= MAX_LABEL:
        yield Candidate(start, end, end, "bare", time)
