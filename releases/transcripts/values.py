"""What the labelled fields of a head say, each taken once: what is said again is left over."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime

from releases.transcripts import dates, fields, furniture
from releases.transcripts.fields import Field, Labelled
from releases.transcripts.lines import Ledger
from releases.transcripts.result import LeftoverKind, Severity

# What may stand before a field and only decorates or counts it.
_LEADING_MARKS = f" {fields.BULLETS}*-[()|;,、.0123456789一二三四五六七八九十"


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


class Values:
    """Takes the values of fields that are no lists of people into the header."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.lines = ledger.lines
        self.header = Header()
        # A field whose value stands on the line below its name.
        self.waiting: Field | None = None

    def lead(self, index: int, first: Labelled) -> None:
        """Account for what stands before the first field of a line of source and date."""
        line = self.lines[index]
        stamp = dates.first(line.norm[: first.key])
        if stamp and self.header.published_on is None and not stamp.spoken:
            self.publish(index, stamp, 0, first.key)
            stretches = [(0, stamp.start), (stamp.end, first.key)]
        else:
            stretches = [(0, first.key)]
        for start, end in stretches:
            if line.norm[start:end].strip(_LEADING_MARKS):
                self.ledger.leave(index, LeftoverKind.UNPLACED, start, end)

    def take(self, index: int, labelled: Labelled) -> None:
        """Take one field's value, or leave it over where the head has it already."""
        line = self.lines[index]
        start, end = labelled.start, labelled.end
        value = line.norm[start:end]
        header = self.header
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
                self.publish(index, stamp, start, end)
            else:
                self.ledger.leave(index, LeftoverKind.FURNITURE, labelled.key, end)
        elif labelled.field in (Field.HELD, Field.PUBLISHED) and not header.held_text:
            self.hold(index, start, end)
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

    def publish(self, index: int, stamp: dates.Stamp, shift: int, end: int) -> None:
        """Take a date, found ``shift`` characters into the line, as the day of publication.

        What follows it up to ``end``, where its value ends, belongs to the page.
        """
        reading = dates.read(stamp)
        number = self.lines[index].number
        for code, message in reading.doubts:
            self.ledger.doubt(code, number, Severity.WARNING, message)
        value = reading.value
        self.header.published_on = value.date() if isinstance(value, datetime) else value
        if self.header.published_on:
            self.ledger.put(index, stamp.start + shift, stamp.end + shift, "published_on")
            rest = (stamp.end + shift, end)
            if shift and self.lines[index].norm[slice(*rest)].strip(" |;[]()"):
                self.ledger.leave(index, LeftoverKind.FURNITURE, *rest)
        else:
            self.ledger.leave(index, LeftoverKind.UNPLACED, shift, stamp.end + shift)

    def hold(self, index: int, start: int, end: int) -> None:
        """Take a stretch as the printed time of the conference."""
        self.header.held_text = self.ledger.put(index, start, end, "held.text")
        self.header.held_line = self.lines[index].number
        self.header.held_stamp = dates.first(self.lines[index].norm[start:end])

    def _source(self, index: int, start: int, end: int, stamp: dates.Stamp | None) -> None:
        if stamp and not stamp.spoken and self.header.published_on is None:
            self.header.source = self.ledger.put(
                index, start, self._stop(index, start, start + stamp.start), "source"
            )
            self.publish(index, stamp, start, end)
        else:
            self.header.source = self.ledger.put(index, start, self._stop(index, start, end), "source")

    def _stop(self, index: int, start: int, end: int) -> int:
        """Return where a value ends without the marks that part it from the next."""
        return start + len(self.lines[index].norm[start:end].rstrip(" |;[("))
