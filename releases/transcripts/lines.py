"""The source as lines, and the ledger that says where each of its characters went."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from releases.transcripts.result import Leftover, LeftoverKind, Piece, Problem, Severity

MARK = "mark"


def _normal_forms() -> dict[int, str]:
    forms = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    forms |= {
        ord(char): " "
        for char in "\t\u00a0\u1680\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
    }
    forms |= {ord(char): ":" for char in "﹕∶︰"}
    return forms | {
        ord("【"): "[",
        ord("】"): "]",
        ord("﹝"): "(",
        ord("﹞"): ")",
        ord("•"): "·",
        # A stroke that reposts write for a bar.
        ord("丨"): "|",
        ord("・"): "·",
    }


_NORMAL = _normal_forms()
# Invisible characters: they change nothing a reader sees, but hide in names and break XML.
_UNSEEN = re.compile(
    "[\x00-\x08\x0a-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff]"
)


def normal(text: str) -> str:
    """Return the text with one width for each mark and space, of the very same length.

    Offsets found in the normal form therefore hold in the text itself.
    """
    return text.translate(_NORMAL)


def squeezed(text: str) -> str:
    """Return the text without white space: the form in which names are compared."""
    return "".join(text.split())


@dataclass(frozen=True, slots=True)
class Hint:
    """What a format knows of a line that its characters do not tell."""

    photo: bool = False
    bold: int = 0
    # Set as the words of the photo beside it.
    caption: bool = False
    title: bool = False
    outside: LeftoverKind | None = None


NO_HINT = Hint()


@dataclass(slots=True)
class Line:
    """One line of the source; ``text`` is what can be seen of it, ``norm`` its normal form."""

    number: int
    text: str
    norm: str
    raw: str
    hint: Hint = NO_HINT
    seen_at: Sequence[int] | None = None

    @property
    def blank(self) -> bool:
        """Return whether nothing can be seen on the line."""
        return not self.norm or self.norm.isspace()

    def trimmed(self, start: int = 0, end: int | None = None) -> tuple[int, int]:
        """Return the bounds of the stretch without the white space around it."""
        stop = len(self.text) if end is None else end
        while start < stop and self.text[start].isspace():
            start += 1
        while stop > start and self.text[stop - 1].isspace():
            stop -= 1
        return start, stop


def split(text: str, hints: Sequence[Hint] = ()) -> list[Line]:
    """Return the lines of a text, each with the hint of the same place."""
    lines = []
    for index, raw in enumerate(text.splitlines(keepends=True)):
        hint = hints[index] if index < len(hints) else NO_HINT
        lines.append(_line(index + 1, raw, hint))
    return lines


def _line(number: int, raw: str, hint: Hint) -> Line:
    shown = raw.rstrip("\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029")
    if not _UNSEEN.search(shown):
        return Line(number, shown, normal(shown), raw, hint)
    seen = [index for index, char in enumerate(shown) if not unseen(char)]
    text = "".join(shown[index] for index in seen)
    return Line(number, text, normal(text), raw, hint, seen)


def unseen(char: str) -> bool:
    """Return whether the character shows nothing: a control or an invisible format character."""
    return _UNSEEN.match(char) is not None


@dataclass(slots=True)
class Ledger:
    """Where everything went: spans of the lines, problems, leftovers."""

    lines: Sequence[Line]
    problems: list[Problem] = field(default_factory=list)
    _left: list[tuple[int, int, int, LeftoverKind]] = field(default_factory=list)
    _spans: dict[int, list[tuple[int, int, str]]] = field(default_factory=dict)

    def put(self, index: int, start: int, end: int, place: str) -> str:
        """Account for a stretch of a line, without the space around it, and return its words."""
        line = self.lines[index]
        start, end = line.trimmed(start, end)
        if start < end:
            self._spans.setdefault(index, []).append((start, end, place))
        return line.text[start:end]

    def leave(self, index: int, kind: LeftoverKind, start: int = 0, end: int | None = None) -> None:
        """Account for a stretch of a line as left over."""
        first, last = self.lines[index].trimmed(start, end)
        if first < last:
            self._left.append((index, first, last, kind))

    @property
    def leftovers(self) -> tuple[Leftover, ...]:
        """Return what was left over, in the order of the source."""
        return tuple(
            Leftover(self.lines[index].number, self.lines[index].text[start:end], kind)
            for index, start, end, kind in sorted(self._left)
        )

    def note_unseen(self) -> None:
        """Doubt each line that hides invisible characters; a byte-order mark at the start is none."""
        for line in self.lines:
            if line.seen_at is None or (
                line.number == 1 and line.raw[:1] == "\ufeff" and _whole_after_mark(line)
            ):
                continue
            hidden = sorted({char for char in line.raw.rstrip("\r\n") if unseen(char)})
            names = "、".join(unseen_name(char) for char in hidden[:3])
            message = f"这一行有看不见的字符（{names}），已略去。"
            self.doubt("unseen-character", line.number, Severity.NOTE, message)

    def doubt(self, code: str, line: int, severity: Severity, message: str, turn: str = "") -> None:
        """Record a problem at a line's number."""
        self.problems.append(Problem(code, line, severity, message, turn))

    def pieces(self) -> tuple[Piece, ...]:
        """Return every character of the source with its place, in order."""
        return tuple(_merged(self._all_pieces()))

    def _all_pieces(self) -> Iterable[tuple[str, str]]:
        spans = {index: list(found) for index, found in self._spans.items()}
        for number, (index, start, end, _) in enumerate(sorted(self._left)):
            spans.setdefault(index, []).append((start, end, f"leftovers.{number}"))
        for index, line in enumerate(self.lines):
            cursor = 0
            for start, end, place in sorted(spans.get(index, ())):
                first, last = self._raw_bounds(line, start, end)
                yield line.raw[cursor:first], MARK
                yield from _seen_parts(line, start, end, place)
                cursor = last
            yield line.raw[cursor:], MARK

    @staticmethod
    def _raw_bounds(line: Line, start: int, end: int) -> tuple[int, int]:
        if line.seen_at is None:
            return start, end
        return line.seen_at[start], line.seen_at[end - 1] + 1


def _seen_parts(line: Line, start: int, end: int, place: str) -> Iterable[tuple[str, str]]:
    if line.seen_at is None:
        yield line.raw[start:end], place
        return
    cursor = line.seen_at[start]
    for position in line.seen_at[start:end]:
        yield line.raw[cursor:position], MARK
        yield line.raw[position], place
        cursor = position + 1


def _merged(parts: Iterable[tuple[str, str]]) -> Iterable[Piece]:
    words: list[str] = []
    place = MARK
    for text, where in parts:
        if not text:
            continue
        if where != place and words:
            yield Piece("".join(words), place)
            words = []
        place = where
        words.append(text)
    if words:
        yield Piece("".join(words), place)


def _whole_after_mark(line: Line) -> bool:
    return line.seen_at is not None and list(line.seen_at) == list(range(1, len(line.seen_at) + 1))


def unseen_name(char: str) -> str:
    """Return the code point of an invisible character, for a message."""
    return f"U+{ord(char):04X} {unicodedata.name(char, '')}".strip()
