"""The head of a page: title, source, labelled fields, the list of people, up to the first speaker."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from releases.transcripts import captions, dates, fields, furniture, gather, names, openings, speakers
from releases.transcripts.fields import Field, Labelled
from releases.transcripts.lines import Ledger, Line
from releases.transcripts.result import LeftoverKind, Severity
from releases.transcripts.roster import Roster

_OPENER = re.compile(
    r"[\[(—-]*(?:(?:新闻)?(?:发布会)?(?:现场)?(?:图文|文字|现场|全程|发布会|直播|完整|问答|部分|访谈|会议)?(?:直播)?实录(?:全文|如下|内容)?"
    r"|图文直播|文字直播|答记者问|以下(?:是|为).{0,30}?(?:实录|全文|内容)|.{0,12}实录如下|全文如下|图文内容|发布会内容|正文)"
    r"[\])—-]* ?[:。]?"
)
_TITLE_WORDS = re.compile(r"发布会|见面会|通气会|吹风会|答记者问|说明会|媒体|访谈|实录|新闻")
_SENTENCE = re.compile(r"[。!?;]")
_GREETING = re.compile(r"大家|各位|女士们|朋友们|你们好|欢迎|下面|今天|上午好|下午好|你好")
_EVENT = re.compile(r"举行|召开|举办|召集|发布会")
# What may stand before a field and only decorates or counts it.
_LEADING_MARKS = " ·●▪◆■*-[(|;、.0123456789一二三四五六七八九十"
MAX_TITLE = 120


@dataclass(slots=True)
class Header:
    """What the head says; ``body`` is the index of the first line that is not of it."""

    title: str = ""
    subject: str = ""
    source: str = ""
    venue: str = ""
    summary: str = ""
    keywords: tuple[str, ...] = ()
    published_on: date | None = None
    held_text: str = ""
    held_line: int = 0
    held_stamp: dates.Stamp | None = None
    body: int = 0
    # Lines that belong to no field: photos, captions and prose, for the narration.
    content: list[int] = field(default_factory=list)


class _Walk:
    """One pass down the head of a page."""

    def __init__(self, ledger: Ledger, roster: Roster) -> None:
        self.ledger = ledger
        self.lines: Sequence[Line] = ledger.lines
        self.roster = roster
        self.header = Header()
        self.plain: list[int] = []
        self.people_field: Field | None = None
        self.people_begun = False
        # A field whose value stands on the line below its name.
        self.waiting: Field | None = None

    def run(self) -> Header:
        for index, line in enumerate(self.lines):
            if line.blank:
                continue
            if self._ends_at(index):
                self.header.body = index
                break
        else:
            self.header.body = len(self.lines)
        self._share_out_plain()
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
        if self.people_field and self._continues(index):
            return False
        if self.waiting and not self._speaks(index):
            field_, self.waiting = self.waiting, None
            self._take(index, Labelled(field_, 0, 0, len(line.norm)))
            return False
        if captions.read(line.norm):
            self.header.content.append(index)
            return False
        if openings.time_only(line.norm) and self._speaks_after(index):
            return True
        if not line.hint.title and self._speaks(index):
            return True
        self.people_field = None
        self.plain.append(index)
        return False

    def _speaks_after(self, index: int) -> bool:
        # A time above the first speaker belongs to that turn.
        ahead = gather.visible(self.lines, index)
        return ahead is not None and self._speaks(ahead)

    def _speaks(self, index: int) -> bool:
        line = self.lines[index]
        if gather.stacked(self.lines, index, self.roster):
            return True
        for stretch in openings.stretches(line.norm):
            for candidate in openings.candidates(line, stretch):
                loose = candidate.style == "bare"
                if loose and not gather.speech_follows(self.lines, index):
                    continue
                label = line.norm[candidate.start : candidate.end]
                matched = speakers.match(label, self.roster, bracket=candidate.style == "bracket")
                if matched and not (loose and matched.voice in _NEVER_BARE):
                    return True
                found = gather.strong(line, candidate)
                if found and (found.sure or not loose):
                    return True
                if not loose and names.plausible(label):
                    return True
        return False

    def _fields_end(self, index: int, found: list[Labelled]) -> bool:
        only = found[0]
        if only.field in fields.ROLES and len(found) == 1 and self._is_turn(index, only):
            return True
        self.people_field = self.waiting = None
        self._lead(index, found[0])
        for labelled in found:
            self._take(index, labelled)
        return False

    def _is_turn(self, index: int, labelled: Labelled) -> bool:
        """Tell ``主持人：李木 某局局长`` in a list from ``主持人：各位好`` in the transcript."""
        if labelled.field is Field.ATTENDEES:
            return False
        line = self.lines[index]
        value = line.norm[labelled.start : labelled.end]
        ahead = gather.visible(self.lines, index, 8)
        next_norm = self.lines[ahead].norm if ahead is not None else ""
        if not value.strip(" "):
            return not (next_norm and len(next_norm) < 80 and _people(next_norm)) and bool(
                _SENTENCE.search(next_norm) or _GREETING.search(next_norm)
            )
        found = _people(value)
        if found and all(each.sure for each in found):
            # A list, unless its last line is spoken to: then it was the speaker's.
            greeted = _GREETING.search(next_norm, 0, 24) and _SENTENCE.search(next_norm)
            return bool(greeted) and ahead is not None and not self._speaks(ahead)
        if _SENTENCE.search(value.rstrip(" 。.;")) or _GREETING.search(value):
            return True
        return not found and "," in value

    def _lead(self, index: int, first: Labelled) -> None:
        """Account for what stands before the first field of a line of source and date."""
        line = self.lines[index]
        stamp = dates.first(line.norm[: first.key])
        if stamp and self.header.published_on is None and not stamp.spoken:
            self._publish(index, stamp, 0)
            stretches = [(0, stamp.start), (stamp.end, first.key)]
        else:
            stretches = [(0, first.key)]
        for start, end in stretches:
            if line.norm[start:end].strip(_LEADING_MARKS):
                self.ledger.leave(index, LeftoverKind.UNPLACED, start, end)

    def _take(self, index: int, labelled: Labelled) -> None:
        line = self.lines[index]
        start, end = labelled.start, labelled.end
        value = line.norm[start:end]
        header = self.header
        if labelled.field in fields.ROLES:
            self._people_value(index, labelled)
            return
        if labelled.field is Field.FURNITURE:
            self.ledger.leave(index, LeftoverKind.FURNITURE, labelled.key, end)
            return
        size = furniture.SIZE_AT_END.search(value)
        if size:
            self.ledger.leave(index, LeftoverKind.FURNITURE, start + size.start(), end)
            end = start + size.start()
        stamp = dates.first(line.norm[start:end])
        if not line.norm[start:end].strip(" |;"):
            self.waiting = labelled.field
            return
        if labelled.field is Field.PUBLISHED and stamp and not (stamp.spoken and stamp.hour is not None):
            if header.published_on is None:
                self._publish(index, stamp, start)
            else:
                self.ledger.leave(index, LeftoverKind.FURNITURE, labelled.key, end)
        elif labelled.field in (Field.HELD, Field.PUBLISHED) and not header.held_text:
            self._hold(index, start, end)
        elif labelled.field is Field.SOURCE and not header.source:
            self._source(index, start, end, stamp)
        elif not self._word(index, labelled.field, start, end):
            self.ledger.leave(index, LeftoverKind.UNPLACED, labelled.key, end)

    def _word(self, index: int, which: Field, start: int, end: int) -> bool:
        header = self.header
        if which is Field.TITLE and not header.title:
            header.title = self.ledger.put(index, start, end, "title")
        elif which is Field.SUBJECT and not header.subject:
            header.subject = self.ledger.put(index, start, end, "subject")
        elif which is Field.VENUE and not header.venue:
            header.venue = self.ledger.put(index, start, end, "venue")
        elif which is Field.SUMMARY and not header.summary:
            header.summary = self.ledger.put(index, start, end, "summary")
        elif which is Field.KEYWORDS and not header.keywords:
            header.keywords = self._keywords(index, start, end)
        else:
            return False
        return True

    def _keywords(self, index: int, start: int, end: int) -> tuple[str, ...]:
        words: list[str] = []
        for found in re.finditer(r"[^;,、|\s]+", self.lines[index].norm[start:end]):
            place = f"keywords.{len(words)}"
            words.append(self.ledger.put(index, start + found.start(), start + found.end(), place))
        return tuple(words)

    def _publish(self, index: int, stamp: dates.Stamp, shift: int) -> None:
        reading = dates.read(stamp)
        number = self.lines[index].number
        for code, message in reading.doubts:
            self.ledger.doubt(code, number, Severity.WARNING, message)
        value = reading.value
        self.header.published_on = value.date() if isinstance(value, datetime) else value
        if self.header.published_on:
            self.ledger.put(index, stamp.start + shift, stamp.end + shift, "published_on")
            self._rest(index, stamp.end + shift, shift)
        else:
            self.ledger.leave(index, LeftoverKind.UNPLACED, shift, stamp.end + shift)

    def _rest(self, index: int, start: int, shift: int) -> None:
        """Leave what follows the date in the same value, up to the next field or the end."""
        line = self.lines[index]
        found = fields.on_line(line.norm, line.text)
        ends = [labelled.key for labelled in found if labelled.key >= start] or [len(line.norm)]
        if shift and line.norm[start : ends[0]].strip(" |;[]()"):
            self.ledger.leave(index, LeftoverKind.FURNITURE, start, ends[0])

    def _hold(self, index: int, start: int, end: int) -> None:
        self.header.held_text = self.ledger.put(index, start, end, "held.text")
        self.header.held_line = self.lines[index].number
        self.header.held_stamp = dates.first(self.lines[index].norm[start:end])

    def _source(self, index: int, start: int, end: int, stamp: dates.Stamp | None) -> None:
        if stamp and not stamp.spoken and self.header.published_on is None:
            self.header.source = self.ledger.put(index, start, start + stamp.start, "source")
            self._publish(index, stamp, start)
        else:
            stop = start + len(self.lines[index].norm[start:end].rstrip(" |;[("))
            self.header.source = self.ledger.put(index, start, stop, "source")

    def _people_value(self, index: int, labelled: Labelled) -> None:
        line = self.lines[index]
        start, end = labelled.start, labelled.end
        self.people_field, self.people_begun = labelled.field, False
        if not line.norm[start:end].strip(" "):
            return
        if not self._add_people(index, start, end):
            self.ledger.leave(index, LeftoverKind.UNPLACED, labelled.key, end)
            self.ledger.doubt(
                "unreadable-person", line.number, Severity.WARNING, "这一行没有读出姓名，请在人员名单里补上。"
            )

    def _continues(self, index: int) -> bool:
        """Take an unlabelled line below ``发布人：`` as more people of the same role."""
        line = self.lines[index]
        if len(line.norm) > 200 or self.roster.named(line.norm.strip(" ")):
            return False
        found = _people(line.norm)
        if not found or any(not e.sure and e.position[0] == e.position[1] for e in found):
            return False
        bare = len(found) == 1 and found[0].position[0] == found[0].position[1]
        if bare and self.people_begun and gather.speech_follows(self.lines, index):
            # A lone name below a list opens the transcript where it is followed by speech.
            return False
        return self._add_people(index, 0, len(line.norm))

    def _add_people(self, index: int, start: int, end: int) -> bool:
        line = self.lines[index]
        found = _people(line.norm[start:end])
        if not found or self.people_field is None:
            return False
        role = fields.ROLES[self.people_field]
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
        self.roster.listed = self.people_begun = True
        return True

    def _share_out_plain(self) -> None:
        """Give the unlabelled lines their places: the title, a bare date, prose, or left over."""
        title = self._title_index()
        seen_prose = False
        for index in self.plain:
            line = self.lines[index]
            words = line.norm.strip(" ")
            if index == title:
                self.header.title = self.ledger.put(index, 0, len(line.text), "title")
            elif title is not None and self._subtitle(index, title):
                self.header.title += self.ledger.put(index, 0, len(line.text), "title")
                title = index
            elif self._bare_date(index):
                continue
            elif seen_prose or _is_prose(words):
                seen_prose = True
                self.header.content.append(index)
            else:
                self.ledger.leave(index, LeftoverKind.UNPLACED)
        self.header.content.sort()

    def _title_index(self) -> int | None:
        if self.header.title:
            return None
        short = [i for i in self.plain if len(self.lines[i].norm.strip(" ")) <= MAX_TITLE]
        fitting = [i for i in short if not _is_prose(self.lines[i].norm.strip(" ")) and not self._dated(i)]
        hinted = [i for i in short if self.lines[i].hint.title]
        worded = [
            i for i in fitting if _TITLE_WORDS.search(self.lines[i].norm) and len(self.lines[i].norm) >= 8
        ]
        best = hinted or worded or fitting
        return best[0] if best else None

    def _dated(self, index: int) -> dates.Stamp | None:
        """Return the date that is all there is on a line, brackets aside."""
        norm = self.lines[index].norm
        stamp = dates.first(norm[:80])
        if stamp and not (norm[: stamp.start] + norm[stamp.end :]).strip(" ()[]"):
            return stamp
        return None

    def _subtitle(self, index: int, title: int) -> bool:
        return gather.visible(self.lines, title) == index and self.lines[index].norm.strip(" ").startswith(
            ("—", "--")
        )

    def _bare_date(self, index: int) -> bool:
        stamp = self._dated(index)
        line = self.lines[index]
        if stamp is None:
            return False
        # A system stamps 2021-05-06 17:16; people write 2021年5月6日.
        if "月" not in line.norm and self.header.published_on is None:
            self._publish(index, stamp, 0)
            return True
        if "月" not in line.norm or self.header.held_text:
            return False
        self._hold(index, stamp.start, stamp.end)
        message = "这一行日期没有写明用途，按召开时间处理，请核对。"
        self.ledger.doubt("held-from-bare-date", line.number, Severity.NOTE, message)
        return True


_NEVER_BARE = (speakers.Voice.MEDIUM, speakers.Voice.OFFICIAL)


def opener(norm: str) -> bool:
    """Return whether the line only announces the transcript: 图文实录：."""
    line = norm.strip(" ")
    return 0 < len(line) <= 60 and bool(_OPENER.fullmatch(line))


def read(ledger: Ledger, roster: Roster) -> Header:
    """Read the head of the page into fields and the roster, accounting for its lines."""
    return _Walk(ledger, roster).run()


def _is_prose(words: str) -> bool:
    return (
        bool(_SENTENCE.search(words))
        or len(words) > MAX_TITLE
        or bool("," in words and _EVENT.search(words) and dates.first(words))
    )


def _people(norm: str) -> list[names.Entry]:
    """Read the people of a value: several apart by ；， or 、 where each part is one, or one."""
    if not norm.strip(" ") or len(norm) > 2000:
        return []
    for separator in (";", ",", "、"):
        if separator in norm:
            found = _split_people(norm, separator)
            if len(found) > 1 and all(each.sure for each in found):
                return found
    return _split_people(norm, "\n")


def _split_people(norm: str, separator: str) -> list[names.Entry]:
    found = []
    start = 0
    for part in norm.split(separator):
        stripped = part.rstrip(" 。.,;")
        if stripped.strip(" "):
            entry = names.entry(stripped)
            if entry is None:
                return []
            found.append(entry.shifted(start))
        start += len(part) + len(separator)
    return found
