"""How one text became another, line by line and word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

# Longer than this, two texts are shown one after the other: telling them apart takes their lengths' product.
MAX_COMPARED = 4000
# Less alike than this, single characters in common only confuse.
ALIKE = 0.5


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words: ``kind`` is kept, added or removed."""

    words: str
    kind: str


# What differs of a text: a line of pieces for each of its lines that is not as it was.
Lines = tuple[tuple[Piece, ...], ...]


def between(old: str, new: str) -> Lines:
    """Return the lines that differ, none where the texts are equal."""
    before, after = old.split("\n"), new.split("\n")
    lines: list[tuple[Piece, ...]] = []
    for kind, a1, a2, b1, b2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "equal":
            pairs = zip_longest(before[a1:a2], after[b1:b2], fillvalue="")
            lines += [_pieces(one, other) for one, other in pairs]
    return tuple(lines)


def whole(words: str, kind: str) -> Lines:
    """Return the lines of a text that is in one of two states only: ``kind`` is added or removed."""
    return tuple((Piece(line, kind),) for line in words.split("\n"))


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    if max(len(old), len(new)) > MAX_COMPARED:
        return _instead(old, new)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        return _instead(old, new)
    found: list[Piece] = []
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        if kind == "equal":
            found.append(Piece(old[a1:a2], "kept"))
        else:
            found += _instead(old[a1:a2], new[b1:b2])
    return tuple(found)


def _instead(old: str, new: str) -> tuple[Piece, ...]:
    return tuple(piece for piece in (Piece(old, "removed"), Piece(new, "added")) if piece.words)
