"""A text in pieces, those that were looked for marked. No Django."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from releases.record.search.query import Phrase

# A text and whether it is marked; joined, the texts are the whole or an excerpt with "…" at its cuts.
Piece = tuple[str, bool]

LONGEST_EXCERPT = 160
_BEFORE = 40


# Where in a text something stands, in order, none touching another.
Places = list[tuple[int, int]]


def places_of(text: str, phrases: Iterable[Phrase]) -> Places:
    """Return where the phrases stand; those that touch or overlap are one place."""
    found: Places = []
    for start, end in sorted(place for phrase in phrases for place in phrase.places(text)):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def marked(text: str, places: Places) -> tuple[Piece, ...]:
    """Return the whole text with every place marked."""
    return tuple(_pieces(text, places, 0, len(text)))


def excerpt(text: str, places: Places, longest: int = LONGEST_EXCERPT) -> tuple[Piece, ...]:
    """Return the part of the text that the first place is in, or its beginning."""
    start = end = 0
    if places and places[0][1] > longest:
        start, end = max(places[0][0] - _BEFORE, 0), places[0][1]
    end = min(max(end, start + longest), len(text))
    before = (("…", False),) if start else ()
    after = (("…", False),) if end < len(text) else ()
    return (*before, *_pieces(text, places, start, end), *after)


def _pieces(text: str, places: Places, start: int, end: int) -> Iterator[Piece]:
    at = start
    for begins, ends in places:
        if ends <= start or begins >= end:
            continue
        if begins > at:
            yield text[at:begins], False
        at = min(ends, end)
        yield text[begins:at], True
    if at < end:
        yield text[at:end], False
