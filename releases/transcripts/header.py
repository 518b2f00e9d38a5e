"""The head of a page: title, source, labelled fields, the list of people, up to the first speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence

from releases.transcripts import captions, dates, fields, furniture, introductions, names, openings, speakers
from releases.transcripts.fields import Field, Labelled
from releases.transcripts.lines import Ledger, Line
from releases.transcripts.listed import People, people
from releases.transcripts.opener import opener
from releases.transcripts.plain import Plain
from releases.transcripts.result import LeftoverKind
from releases.transcripts.roster import Roster
from releases.transcripts.stacked import asked_below, label_below, speech_follows, stacked, visible
from releases.transcripts.values import Header, Values

_SENTENCE = re.compile(r"[。!?;]")
_GREETING = re.compile(r"大家|各位|女士们|朋友们|同志们|你们好|欢迎|下面|今天|上午好|下午好|你好")
_GREETS = re.compile(r" *(?:大家|各位|女士们|朋友们|同志们|你们好|欢迎|上午好|下午好|你好|尊敬)")
# 今天上午，市政府新闻办举行新闻发布会: told of the conference, not said at it.
_TELLS = re.compile(r"(?:举行|召开|举办).{0,40}(?:发布会|见面会|通气会|吹风会|访谈)")
_NEVER_BARE = (speakers.Voice.MEDIUM, speakers.Voice.OFFICIAL)


def read(ledger: Ledger, roster: Roster) -> Header:
    """Read the head of the page into fields and the roster, accounting for its lines."""
    return _Walk(ledger, roster).run()


class _Walk:
    """One pass down the head of a page."""

    def __init__(self, ledger: Ledger, roster: Roster) -> None:
        self.ledger = ledger
        self.lines: Sequence[Line] = ledger.lines
        self.roster = roster
        self.values = Values(ledger)
        self.people = People(ledger, roster)
        self.header = self.values.header
        self.plain: list[int] = []

    def run(self) -> Header:
        """Walk down to the first line of the transcript."""
        for index, line in enumerate(self.lines):
            if line.blank:
                continue
            if self._ends_at(index):
                self.header.body = index
                break
        else:
            self.header.body = len(self.lines)
        Plain(self.values, self.plain).share_out()
        return self.header

    def _ends_at(self, index: int) -> bool:
        line = self.lines[index]
        if line.hint.outside:
            self.ledger.leave(index, line.hint.outside)
            return False
        if line.hint.photo or captions.is_file(line.norm):
            self.header.content.append(index)
            return False
        if opener(line.norm):
            return True
        found = fields.on_line(line.norm, line.text)
        if found and not line.hint.title:
            return self._fields_end(index, found)
        if furniture.kind(line.norm, head=True):
            self.ledger.leave(index, LeftoverKind.FURNITURE)
            return False
        if self.people.tabulates(index) or self.people.goes_on(index):
            return False
        if self.values.waiting and not self._speaks(index):
            waiting, self.values.waiting = self.values.waiting, None
            self.values.take(index, Labelled(waiting, 0, 0, len(line.norm)))
            return False
        if captions.read(line.norm):
            self.header.content.append(index)
            return False
        if openings.time_only(line.norm) and self._speaks_after(index):
            return not self._published(index)
        if not line.hint.title and self._speaks(index):
            return True
        self.people.field = None
        self.plain.append(index)
        return False

    def _speaks_after(self, index: int) -> bool:
        # A time above the first speaker belongs to that turn.
        ahead = visible(self.lines, index)
        return ahead is not None and self._speaks(ahead)

    def _published(self, index: int) -> bool:
        """Take the only time with a date that stands alone as the page's own, not the first speaker's."""
        stamps = [i for i, line in enumerate(self.lines[index:], index) if openings.time_only(line.norm)]
        stamp = dates.first(self.lines[index].norm)
        if stamp is None or len(stamps) > 1 or self.header.published_on:
            return False
        self.values.publish(index, stamp, 0, len(self.lines[index].norm))
        return True

    def _speaks(self, index: int) -> bool:
        line = self.lines[index]
        if asked_below(self.lines, index):
            return True
        if stacked(self.lines, index, self.roster):
            return True
        for stretch in openings.stretches(line.norm):
            for candidate in openings.candidates(line, stretch):
                loose = candidate.style == "bare"
                if loose and not speech_follows(self.lines, index):
                    continue
                label = line.norm[candidate.start : candidate.end]
                matched = speakers.match(label, self.roster, bracket=candidate.style == "bracket")
                if not matched:
                    cut = speakers.number_end(line.norm, candidate.start, candidate.end)
                    counted = speakers.match(line.norm[cut : candidate.end], self.roster)
                    matched = counted if counted and counted.voice in speakers.COUNTED else None
                if matched and loose and label_below(self.lines, index, self.roster):
                    continue
                if candidate.style == "spaced" and not openings.spoken(line.norm, candidate):
                    continue
                if matched and not (loose and matched.voice in _NEVER_BARE):
                    return True
                found = introductions.strong(line, candidate)
                if found and (found.sure or not loose):
                    return True
                if not loose and names.plausible(label):
                    return True
        return False

    def _fields_end(self, index: int, found: list[Labelled]) -> bool:
        only = found[0]
        if only.field in fields.ROLES and len(found) == 1 and self._is_turn(index, only):
            return True
        self.people.field = self.values.waiting = None
        self.values.lead(index, found[0])
        for each in found:
            if each.field in fields.ROLES:
                self.people.take(index, each)
            else:
                self.values.take(index, each)
        return False

    def _is_turn(self, index: int, labelled: Labelled) -> bool:
        """Tell ``主持人：李木 某局局长`` in a list from ``主持人：各位好`` in the transcript."""
        if labelled.field is Field.ATTENDEES:
            return False
        line = self.lines[index]
        value = line.norm[labelled.start : labelled.end]
        ahead = visible(self.lines, index, 8)
        next_norm = self.lines[ahead].norm if ahead is not None else ""
        if not value.strip(" "):
            below = people(next_norm) if len(next_norm) < 80 else []
            listed = bool(below) and all(each.sure for each in below)
            return not listed and bool(_SENTENCE.search(next_norm) or _GREETING.search(next_norm))
        found = people(value)
        if found and all(each.sure for each in found):
            # A list, unless its last line is spoken to: then it was the speaker's.
            greeted = _GREETING.search(next_norm, 0, 24) and _SENTENCE.search(next_norm)
            if _TELLS.search(next_norm, 0, 400) and not _GREETS.match(next_norm):
                return False
            return bool(greeted) and ahead is not None and not self._speaks(ahead)
        if _SENTENCE.search(value.rstrip(" 。.;")) or _GREETING.search(value):
            return True
        return not found and ("," in value or value.rstrip(" ").endswith("。"))
