"""Lines to turns: who speaks, which answer belongs to which question, where the photos stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from releases.document import Kind, Paragraph, Person, PhotoBlock, Role
from releases.transcripts import captions, furniture, introductions, names, openings, speakers
from releases.transcripts.album import Album
from releases.transcripts.furniture import Furniture
from releases.transcripts.gather import Gathered
from releases.transcripts.languages import is_english
from releases.transcripts.lines import Ledger, Line, squeezed
from releases.transcripts.links import Draft
from releases.transcripts.opener import opener
from releases.transcripts.openings import Candidate, Stretch
from releases.transcripts.result import LeftoverKind, Severity, TranscriptError
from releases.transcripts.roster import Roster
from releases.transcripts.speakers import Match, Voice
from releases.transcripts.stacked import (
    Opening,
    asked_below,
    label_below,
    opens_list,
    speech_follows,
    stacked,
    visible,
)

MAX_NAMED = 40
_SPOKEN = re.compile(r"[。!?;:]")
MAX_OUTLET = 16
# Lines that may stand below a page's source: credits, buttons, a code to scan.
MAX_BELOW = 8
_PUTS = re.compile(
    r"(?:您好|你好|谢谢主持人|谢谢|感谢)?[,。! ]{0,2}(?:我是.{2,20}[,。]|请问|想请问|我想问|想问|我的问题)"
)
_JOINED = re.compile(r"[,、 0-9]|^第|^问")
_BARE_VOICES = (Voice.PERSON, Voice.MODERATOR, Voice.QUESTIONER, Voice.OUTLET, Voice.ANSWERER)


class Turns:
    """One pass down the text, a turn at a time."""

    def __init__(
        self, ledger: Ledger, roster: Roster, gathered: Gathered, album: Album, *, source: str
    ) -> None:
        self.ledger = ledger
        self.lines: Sequence[Line] = ledger.lines
        self.roster = roster
        self.gathered = gathered
        self.album = album
        self.drafts: list[Draft] = []
        self.closed = False
        self.listing = False
        self.pending_time: tuple[int, tuple[int, int]] | None = None
        self.done = -1
        # The head's, or one named below the text: （来源：某网）.
        self.source = source
        # Headlines of other pages follow: whoever they name does not speak here.
        self.ended = False

    def narrate(self, indexes: Iterable[int]) -> None:
        """Take lines of the head that belong to no field: photos, captions, prose."""
        for index in indexes:
            if not self._pictured(index):
                self._say(index, 0, len(self.lines[index].text))

    def run(self, indexes: Iterable[int]) -> None:
        """Take the lines of the body."""
        for index in indexes:
            line = self.lines[index]
            if index <= self.done:
                continue
            if not line.blank:
                self._line(index)

    def _line(self, index: int) -> None:
        line = self.lines[index]
        if line.hint.outside:
            self.ledger.leave(index, line.hint.outside)
            return
        if self._pictured(index) or self._furniture(index) or self._time_line(index):
            return
        if opener(line.norm) and not self._spoken():
            return
        if self._unlabelled_question(index):
            return
        pile = stacked(self.lines, index, self.roster)
        if pile:
            self._open_stacked(pile[0])
            return
        for stretch in openings.stretches(line.norm):
            self._stretch(index, stretch)
        self.pending_time = None
        self.listing = opens_list(line.norm) or (
            self.listing and names.entry(line.norm.rstrip(" ;。,.")) is not None
        )

    def _unlabelled_question(self, index: int) -> bool:
        """Take a line that asks, with an answer labelled below it, as a question that nobody puts."""
        last = self.drafts[-1] if self.drafts else None
        # Within somebody's own words it is a figure of speech.
        running = last is None or last.kind is Kind.NARRATION or speakers.answers(last.label)
        if self.closed or not running or not asked_below(self.lines, index) or self._labelled(index):
            return False
        self.drafts.append(Draft(f"t{len(self.drafts) + 1}", Kind.QUESTION, self.lines[index].number))
        self._say(index, 0, len(self.lines[index].text))
        return True

    def _labelled(self, index: int) -> bool:
        line = self.lines[index]
        stretch = openings.stretches(line.norm)[0]
        return any(self._matched(index, candidate) for candidate in openings.candidates(line, stretch))

    def _spoken(self) -> bool:
        return any(draft.label for draft in self.drafts)

    def _pictured(self, index: int) -> bool:
        line = self.lines[index]
        if line.hint.photo or captions.is_file(line.norm):
            photo = self.album.place(index)
            self._current(index).blocks.append(PhotoBlock(photo))
            return True
        return self.album.caption(index) or (
            self._named_in_photo(index) and self.album.caption(index, beside=True)
        )

    def _named_in_photo(self, index: int) -> bool:
        """Return whether a line under a photo only names who is in it: who speaks has a label below."""
        norm = self.lines[index].norm.strip(" ")
        counted = speakers.number_end(norm, 0, len(norm)) > 0
        short = len(norm) <= MAX_NAMED and not counted and not _SPOKEN.search(norm)
        return short and label_below(self.lines, index, self.roster) is not None

    def _furniture(self, index: int) -> bool:
        origin = furniture.origin(self.lines[index].norm) if self.drafts and self._ends(index) else None
        if origin and not self.source:
            self.source = self.ledger.put(index, *origin, "source")
            if self.lines[index].norm[origin[1] :].strip(" )]"):
                self.ledger.leave(index, LeftoverKind.FURNITURE, origin[1])
            self.closed = True
            return True
        found = furniture.kind(self.lines[index].norm, head=not self.drafts)
        if not found or (found is Furniture.FOOT and self._told(index)):
            return False
        self.ledger.leave(index, LeftoverKind.FURNITURE)
        if found is Furniture.BREAK:
            if self.drafts and not self.closed:
                self.ledger.doubt(
                    "page-break", self.lines[index].number, Severity.NOTE,
                    "原文在这里分页，前后两段可能本是一段，请核对。", self.drafts[-1].id,
                )  # fmt: skip
            self.closed = self.ended = False
        elif found in (Furniture.FOOT, Furniture.END) and self.drafts:
            self.closed = True
            self.ended |= found is Furniture.END
        return True

    def _told(self, index: int) -> bool:
        """Return whether a line that begins like a source goes on to be speech."""
        return furniture.origin(self.lines[index].norm) is not None and not self._ends(index)

    def _ends(self, index: int) -> bool:
        """Return whether hardly anything follows: 来源 within a speech is money's, not the page's."""
        below = range(index + 1, min(index + 41, len(self.lines)))
        rest = [at for at in below if not self.lines[at].blank]
        if len(rest) > MAX_BELOW or any("。" in self.lines[at].norm for at in rest):
            return False
        return not any(label_below(self.lines, at, self.roster) for at in (index, *rest))

    def _time_line(self, index: int) -> bool:
        time = openings.time_only(self.lines[index].norm)
        if not time:
            return False
        self._drop_pending_time()
        self.pending_time = (index, time)
        if not self._label_ahead(index):
            self._drop_pending_time()
        return True

    def _label_ahead(self, index: int) -> bool:
        ahead = visible(self.lines, index)
        if ahead is None:
            return False
        if stacked(self.lines, ahead, self.roster):
            return True
        return self._labelled(ahead)

    def _drop_pending_time(self) -> None:
        if self.pending_time:
            index, _ = self.pending_time
            self.ledger.leave(index, LeftoverKind.UNPLACED)
            self.ledger.doubt(
                "stray-time",
                self.lines[index].number,
                Severity.WARNING,
                "这一行时间后面没有发言人，未能放入正文。",
            )
            self.pending_time = None

    def _stretch(self, index: int, stretch: Stretch) -> None:
        line = self.lines[index]
        if self.ended:
            self.ledger.leave(index, LeftoverKind.UNPLACED, stretch.start, stretch.end)
            return
        for candidate in openings.candidates(line, stretch):
            matched = self._matched(index, candidate)
            if matched:
                opening, person = self._opening(index, candidate, matched)
                self._open(opening, matched, person, words_end=stretch.end)
                self._compare(line, candidate, person)
                self._time(index, stretch.time or candidate.time)
                self._say(index, opening.rest, stretch.end)
                return
        self._say(index, stretch.start, stretch.end)
        self._time(index, stretch.time)
        self._doubt_label(index, stretch)

    def _doubt_label(self, index: int, stretch: Stretch) -> None:
        """Doubt words that were set like a label, in brackets or bold before a colon, yet name nobody."""
        line = self.lines[index]
        for candidate in openings.candidates(line, stretch):
            label = line.norm[candidate.start : candidate.end]
            bracketed = candidate.style == "bracket" and ":" in line.norm[candidate.end : candidate.rest]
            bold = candidate.style == "colon" and line.hint.bold in (candidate.end, candidate.rest)
            numbered = speakers.number_end(line.norm, candidate.start, candidate.end) > candidate.start
            named = candidate.style == "colon" and self._could_speak(index, candidate)
            if (bracketed or bold or named) and not numbered and self.drafts and not self.closed:
                self.ledger.doubt(
                    "possible-speaker", line.number, Severity.WARNING,
                    f"“{label}”像是发言人，但名单里没有，现在算作前一段的正文，请核对。", self.drafts[-1].id,
                )  # fmt: skip

    def _could_speak(self, index: int, candidate: Candidate) -> bool:
        """Return whether a name stands before the colon, or a question behind it."""
        line = self.lines[index]
        label = line.norm[candidate.start : candidate.end]
        if names.plausible(label):
            return True
        rest = line.norm[candidate.rest :].strip(" ")
        ahead = visible(self.lines, index)
        words = rest or ("" if ahead is None else self.lines[ahead].norm)
        return candidate.end - candidate.start <= MAX_OUTLET and bool(_PUTS.match(words.strip(" ")))

    def _matched(self, index: int, candidate: Candidate) -> Match | None:
        line = self.lines[index]
        label = line.norm[candidate.start : candidate.end]
        bracket = candidate.style == "bracket"
        loose = candidate.style == "bare"
        if loose and (self.listing or not speech_follows(self.lines, index)):
            return None
        if loose and label_below(self.lines, index, self.roster):
            # 三、答记者问 above the first question is a heading.
            return None
        matched = speakers.match(label, self.roster, bracket=bracket)
        if matched is None:
            numbered = speakers.number_end(line.norm, candidate.start, candidate.end)
            if numbered > candidate.start:
                matched = speakers.match(line.norm[numbered : candidate.end], self.roster)
                if matched and matched.voice not in speakers.COUNTED:
                    matched = None
        if (
            matched is None
            and candidate.style == "colon"
            and self._awaits_answer()
            and not _JOINED.search(label)
            and names.body_like(label)
        ):
            # 市教育局： right after a question: an office answers, and nobody is named.
            matched = Match(Voice.OFFICIAL)
        if matched and candidate.style == "spaced" and not openings.spoken(line.norm, candidate):
            return None
        if matched and loose and matched.voice not in _BARE_VOICES:
            return None
        if matched and matched.voice is Voice.CITIZEN and not self._put_by_citizen(index, candidate):
            return None
        if matched and matched.voice is Voice.MEDIUM and label.isascii() and self._awaits_english():
            return None
        if (
            matched
            and matched.voice is Voice.MEDIUM
            and not bracket
            and not self._asks(index, candidate.rest)
        ):
            return None
        return matched

    def _put_by_citizen(self, index: int, candidate: Candidate) -> bool:
        """Return whether a citizen asks and somebody answers: else an official tells of what was asked."""
        if not self._asks(index, candidate.rest):
            return False
        alone = not self.lines[index].norm[candidate.rest :].strip(" ")
        at = visible(self.lines, index) if alone else index
        below = label_below(self.lines, at, self.roster) if at is not None else None
        return below is not None and below.voice is not Voice.CITIZEN

    def _awaits_answer(self) -> bool:
        last = self.drafts[-1] if self.drafts else None
        return last is not None and last.kind is Kind.QUESTION and bool(last.blocks)

    def _awaits_english(self) -> bool:
        """Return whether the last words are a question in Chinese: an English label then translates it."""
        last = self.drafts[-1] if self.drafts else None
        return (
            last is not None
            and last.kind is Kind.QUESTION
            and "en" not in [block.lang for block in last.blocks if isinstance(block, Paragraph)]
        )

    def _opening(self, index: int, candidate: Candidate, matched: Match) -> tuple[Opening, Person | None]:
        line = self.lines[index]
        start = candidate.start
        if matched.voice in speakers.COUNTED:
            cut = speakers.number_end(line.norm, start, candidate.end)
            # 一、 before an outlet counts the questions; it is no part of the outlet's name.
            start = cut if speakers.match(line.norm[cut : candidate.end], self.roster) else start
        parts = [(index, start, candidate.end)]
        if matched.voice in (Voice.MODERATOR, Voice.OFFICIAL) and candidate.style in (
            "colon",
            "tab",
            "bracket",
        ):
            after = introductions.after_role_word(line, candidate)
            if after:
                name = line.norm[after[2].name[0] + after[0] : after[2].name[1] + after[0]]
                person = self.roster.named(name)
                rest = after[1] + 1 if line.norm[after[1] : after[1] + 1] == ":" else after[1]
                return Opening((*parts, (index, after[0], after[1])), index, rest), person
        return Opening(tuple(parts), index, candidate.rest), matched.person

    def _open_stacked(self, opening: Opening) -> None:
        index, start, end = opening.parts[-1]
        person = self.roster.named(self.lines[index].norm[start:end])
        self._open(opening, Match(Voice.PERSON, person), person, words_end=opening.rest)
        self.done = opening.line
        self.pending_time = None

    def _open(self, opening: Opening, matched: Match, person: Person | None, *, words_end: int) -> None:
        if len(self.drafts) >= openings.MAX_TURNS:
            raise TranscriptError(f"文字稿超过 {openings.MAX_TURNS} 段发言的上限，已拒绝读取。")
        first = opening.parts[0][0]
        draft = Draft(f"t{len(self.drafts) + 1}", Kind.STATEMENT, self.lines[first].number)
        draft.speaker = person.id if person else None
        draft.kind = self._kind(matched, person, opening, words_end)
        self.drafts.append(draft)
        self.closed = False
        place = f"turns.{draft.id}.label"
        parts = [self.ledger.put(*part, place) for part in opening.parts]
        draft.label = self._label_text(" ".join(parts), person)
        if self.pending_time:
            index, bounds = self.pending_time
            self._time(index, bounds)
            self.pending_time = None
        self._doubt_speaker(draft, matched, person)

    @staticmethod
    def _label_text(label: str, person: Person | None) -> str:
        bare = "".join(label.split())
        return bare if person and bare == person.name else " ".join(label.split())

    def _kind(self, matched: Match, person: Person | None, opening: Opening, words_end: int) -> Kind:
        if matched.voice in (Voice.QUESTIONER, Voice.OUTLET, Voice.CITIZEN):
            return Kind.QUESTION
        if matched.voice is Voice.MEDIUM:
            asked = self._asks(opening.line, opening.rest, words_end)
            return Kind.QUESTION if asked else Kind.NARRATION
        if matched.voice is Voice.MODERATOR or (person and person.role is Role.MODERATOR):
            return Kind.STATEMENT
        return Kind.ANSWER

    def _asks(self, index: int, start: int, end: int | None = None) -> bool:
        """Return whether the words after a label, here or on the next line, sound like a question."""
        words = self.lines[index].norm[start:end]
        if not words.strip(" "):
            ahead = visible(self.lines, index)
            words = self.lines[ahead].norm if ahead is not None else ""
        return speakers.asks(words)

    def _doubt_speaker(self, draft: Draft, matched: Match, person: Person | None) -> None:
        def doubt(code: str, message: str) -> None:
            self.ledger.doubt(code, draft.line, Severity.WARNING, message, draft.id)

        if person and person.id in self.gathered.unsure:
            doubt("unsure-speaker", self.gathered.unsure.pop(person.id))
        elif person is None and matched.rivals > 1:
            doubt("ambiguous-speaker", f"“{draft.label}”可能是名单里的{matched.rivals}个人，请指定发言人。")
        elif person is None and matched.voice in (Voice.OFFICIAL, Voice.ANSWERER, Voice.PERSON):
            doubt("unknown-speaker", f"名单里找不到“{draft.label}”是谁，请指定发言人。")
        elif person is None and matched.voice is Voice.MODERATOR:
            doubt("unknown-moderator", "名单里没有唯一的主持人，请指定主持人是谁。")

    def _compare(self, line: Line, candidate: Candidate, person: Person | None) -> None:
        """Doubt a label whose position is not the one that the roster gives the person."""
        found = introductions.strong(line, candidate)
        if not person or not found or not found.sure or not names.position_like(found.position):
            return
        printed, listed = squeezed(found.position), squeezed(person.position)
        if listed and printed not in listed and listed not in printed:
            self.ledger.doubt(
                "position-differs", line.number, Severity.WARNING,
                f"这里写的职务“{found.position}”与名单里的“{person.position}”不同，请核对。",
                self.drafts[-1].id,
            )  # fmt: skip

    def _time(self, index: int, bounds: tuple[int, int] | None) -> None:
        if bounds is None or not self.drafts:
            return
        draft = self.drafts[-1]
        if draft.time:
            self.ledger.leave(index, LeftoverKind.UNPLACED, *bounds)
            self.ledger.doubt(
                "second-time", self.lines[index].number, Severity.WARNING,
                "同一段发言旁有两个时间，后一个未能放入正文。", draft.id,
            )  # fmt: skip
            return
        draft.time = self.ledger.put(index, *bounds, f"turns.{draft.id}.time")

    def _say(self, index: int, start: int, end: int) -> None:
        line = self.lines[index]
        start, end = line.trimmed(start, end)
        if start == end:
            return
        if self.closed:
            self.ledger.leave(index, LeftoverKind.UNPLACED, start, end)
            return
        draft = self._current(index)
        text = self.ledger.put(index, start, end, f"turns.{draft.id}.blocks.{len(draft.blocks)}")
        draft.blocks.append(Paragraph(text, "en" if is_english(text) else ""))

    def _current(self, index: int) -> Draft:
        if not self.drafts:
            self.drafts.append(Draft("t1", Kind.NARRATION, self.lines[index].number))
        return self.drafts[-1]
