"""Where in a text a quotation stands, word for word or nearly. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein, Opcode

from releases.record.quotes.words import Words
from releases.record.search.tokens import Unit, fold

# So many in a hundred units have to be the same, in their order.
ALIKE = 70.0
_EXACT = 100.0


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of words: ``kind`` is kept, quoted (in the quotation alone) or said (in the record alone)."""

    words: str
    kind: str


@dataclass(frozen=True, slots=True)
class Likeness:
    """How like the quotation what was said is: ``share`` is that of the units in common, in per cent.

    ``stretches`` are what the two have in common and what they have not. ``marks`` says that the punctuation
    is the same as well.
    """

    share: float
    stretches: tuple[Stretch, ...]
    marks: bool = False

    @property
    def exact(self) -> bool:
        """Return whether each word is as it was said."""
        return self.share == _EXACT


def word_for_word(quotation: Words, said: Words) -> Likeness | None:
    """Return the likeness if the text has the quotation's units in a row, whatever marks between them."""
    place = said.joined.find(quotation.joined)
    if place < 0:
        return None
    first = said.joined.count("\n", 0, place)
    return _exact(quotation, said, first, first + len(quotation.units))


def nearly(quotation: Words, said: Words) -> Likeness | None:
    """Return how like the quotation the stretch of the text is that is most like it, if it is enough."""
    quoted, words = quotation.plain, said.plain
    found = [_aligned(quoted, words, *about) for about in _about(quoted, words)]
    share, codes = max(found, key=lambda one: one[0])
    if share < ALIKE:
        return None
    if share == _EXACT:
        return _exact(quotation, said, codes[0].dest_start, codes[-1].dest_end)
    return Likeness(share, tuple(_stretches(quotation, said, _joined(codes))))


def _about(quoted: list[str], words: list[str]) -> list[tuple[int, int]]:
    """Return the slices of the words in which the best place of the quotation may lie."""
    if len(words) <= len(quoted):
        return [(0, len(words))]
    found = fuzz.partial_ratio_alignment(quoted, words)
    assert found is not None  # noqa: S101  (without a cutoff there is always one)
    start, end = found.dest_start, found.dest_end
    # Where the quotation leaves something out, its place in the text is longer than itself.
    room = len(quoted) // 3
    return [(start, end), (max(start - room, 0), min(end + room, len(words)))]


def _aligned(quoted: list[str], words: list[str], start: int, end: int) -> tuple[float, list[Opcode]]:
    """Return the share of units in common, and how the quotation becomes the slice of the words."""
    codes = [
        Opcode(code.tag, code.src_start, code.src_end, start + code.dest_start, start + code.dest_end)
        for code in Levenshtein.opcodes(quoted, words[start:end])
    ]
    # What the text has before and after was not left out of the quotation: it was never in it.
    while codes[0].tag == "insert":
        codes.pop(0)
    while codes[-1].tag == "insert":
        codes.pop()
    # A wrong word at either end stands for the one there, and is not one too many.
    size = min(_size(codes[0]), codes[0].dest_start)
    codes[0] = _beside(codes[0], codes[0].dest_start - size, codes[0].dest_end)
    size = min(_size(codes[-1]), len(words) - codes[-1].dest_end)
    codes[-1] = _beside(codes[-1], codes[-1].dest_start, codes[-1].dest_end + size)
    kept = sum(code.src_end - code.src_start for code in codes if code.tag == "equal")
    return _EXACT * kept / max(len(quoted), codes[-1].dest_end - codes[0].dest_start), codes


def _size(code: Opcode) -> int:
    """Return how many units are only in the quotation."""
    return code.src_end - code.src_start if code.tag == "delete" else 0


def _beside(code: Opcode, start: int, end: int) -> Opcode:
    """Return the step with these units of the text beside those of the quotation."""
    return Opcode(code.tag, code.src_start, code.src_end, start, end)


def _joined(codes: list[Opcode]) -> Iterator[Opcode]:
    """Yield the steps, those that change something as one where nothing or a single unit is kept between."""
    change: Opcode | None = None
    for code in codes:
        kept = code.tag == "equal" and (code.src_end - code.src_start > 1 or code is codes[-1])
        if kept:
            if change:
                yield change
            yield code
            change = None
        elif change is None and code.tag == "equal":
            yield code
        else:
            start = change or code
            change = Opcode("replace", start.src_start, code.src_end, start.dest_start, code.dest_end)
    if change:
        yield change


def _stretches(quotation: Words, said: Words, codes: Iterable[Opcode]) -> Iterator[Stretch]:
    """Yield the stretches; those of what was said together are the text as it stands, with all its marks."""
    steps = list(codes)
    last = steps[-1].dest_end
    for code in steps:
        quoted = _between(quotation.text, quotation.units[code.src_start : code.src_end])
        words = _between(said.text, said.units[code.dest_start : code.dest_end])
        if words and code.dest_end < last:
            words = said.text[said.units[code.dest_start].start : said.units[code.dest_end].start]
        if code.tag == "equal":
            yield Stretch(words, "kept")
            continue
        if quoted:
            yield Stretch(quoted, "quoted")
        if words:
            yield Stretch(words, "said")


def _exact(quotation: Words, said: Words, first: int, last: int) -> Likeness:
    words = _between(said.text, said.units[first:last])
    return Likeness(_EXACT, (Stretch(words, "kept"),), marks=_plain(words) in _plain(quotation.text))


def _between(text: str, units: Sequence[Unit]) -> str:
    return text[units[0].start : units[-1].end] if units else ""


def _plain(text: str) -> str:
    return "".join(fold(text).replace("，", ",").split())
