"""What a pasted text quotes: what stands in quotation marks, or else its sentences. No Django."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from releases.record.quotes.words import Words

# Shorter ones are terms and names: they stand in many places, and prove nothing.
SHORTEST = 8
# In units; a text has no more room for them than this.
MOST = 100

# Every paragraph of a quotation opens anew, and only the last one closes.
_QUOTED = re.compile(r'“([^“”\n]*)|「([^「」\n]*)|『([^『』\n]*)|["＂]([^"＂\n]*)')
_SENTENCE = re.compile(r"[^。！？!?；;\n]+[。！？!?；;]?")
# Who says it is no part of what was said.
_LEAD = re.compile(
    r"\A\s*[^，,：:]{2,24}?(?:说|表示|指出|介绍|强调|认为|透露|回应|回答|答复|谈到)(?:道|称)?[，,：:]"
)
# Where a writer left something out, two quotations meet.
_LEFT_OUT = re.compile(r"…+|\.{3,}|。{3,}|[（(](?:略|下略|中略)[）)]")


@dataclass(frozen=True, slots=True)
class Quotations:
    """What a text quotes, in its order, each once.

    ``marked`` says that they stood in quotation marks. ``short`` is how many were too short to be checked,
    and ``beyond`` how many came after the last that is.
    """

    found: tuple[Words, ...]
    marked: bool
    short: int = 0
    beyond: int = 0


def quotations(text: str, *, sentences: bool = False) -> Quotations:
    """Return what the text quotes; where it quotes nothing, or ``sentences`` is set, its sentences."""
    marked = _checked(_within_marks(text), marked=True)
    if marked.found and not sentences:
        return marked
    return _checked(_pieces(_LEAD.sub("", one) for one in _SENTENCE.findall(text)), marked=False)


def _within_marks(text: str) -> Iterator[str]:
    place = 0
    while match := _QUOTED.search(text, place):
        # The mark that closes must not be taken for one that opens.
        place = match.end() + 1
        yield from _pieces([match[match.lastindex or 0]])


def _pieces(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for piece in _LEFT_OUT.split(text):
            if piece.strip():
                yield piece.strip()


def _checked(texts: Iterable[str], *, marked: bool) -> Quotations:
    found: dict[str, Words] = {}
    short = beyond = 0
    for text in texts:
        words = Words(text)
        if len(words.units) < SHORTEST:
            short += 1
        elif words.joined in found:
            continue
        elif len(found) == MOST:
            beyond += 1
        else:
            found[words.joined] = words
    return Quotations(tuple(found.values()), marked, short, beyond)
