"""Of a quotation, the few words next to each other that the index is asked for. No Django."""

from __future__ import annotations

from releases.record.quotes.words import Words
from releases.record.search.query import Phrase

# Few things have eight units in a row that are not about the same.
_WHOLE = 8
# Where a quotation is not word for word, a piece of it is.
_PIECE = 5
_PIECES = 3
# Fewer next to each other stand everywhere.
_FEW = 4


def middle(quotation: Words) -> Phrase:
    """Return what stands in the middle of the longest run of the quotation."""
    runs = _runs(quotation)
    run = max(runs, key=len)
    if len(run) < _FEW:
        return Phrase(tuple(runs[:_WHOLE]))
    size = min(_WHOLE, len(run))
    start = (len(run) - size) // 2
    return Phrase((run[start : start + size],))


def pieces(quotation: Words) -> list[Phrase]:
    """Return pieces of the quotation that share nothing: its first, one between, its last."""
    cut = (run[start : start + _PIECE] for run in _runs(quotation) for start in range(0, len(run), _PIECE))
    found = [Phrase((piece,)) for piece in cut if len(piece) >= _FEW]
    if not found:
        return []
    last = len(found) - 1
    return [found[place] for place in sorted({last * step // (_PIECES - 1) for step in range(_PIECES)})]


def _runs(quotation: Words) -> list[tuple[str, ...]]:
    found: list[list[str]] = []
    for unit in quotation.units:
        if not unit.joined or not found:
            found.append([])
        found[-1].append(unit.text)
    return list(map(tuple, found))
