"""Queries cut out of what was said, each with the passage it came from: the same seed gives the same ones."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from releases.record.models import Passage
from tests.relevance.judging import Judged

# What somebody remembers or copies of a sentence.
LENGTHS = (8, 24)
# A figure or a Latin word is whole or not there: half of one is another.
_BETWEEN_UNITS = re.compile(r"(?<![A-Za-z0-9.+%-])|(?![A-Za-z0-9.+%-])")
# Of what is longer only the beginning is searched for, and a mark at an end is no part of what anybody looks for.
_WORTHLESS_ENDS = "，。、；：？！“”《》（）\n "


def cut(number: int) -> Iterator[Judged]:
    """Yield that many queries, from passages of current releases."""
    chance = random.Random("cut")
    passages = list(Passage.objects.order_by("release_id", "position").values_list("pk", flat=True))
    while number:
        passage = Passage.objects.get(pk=chance.choice(passages))
        piece = _piece(chance, chance.choice(passage.text.split("\n")))
        if len(piece) >= LENGTHS[0]:
            yield Judged(piece, (f"{passage.release_id}#{passage.turn}",))
            number -= 1


def _piece(chance: random.Random, text: str) -> str:
    borders = [match.start() for match in _BETWEEN_UNITS.finditer(text)]
    start = chance.choice(borders)
    longest = start + chance.randint(*LENGTHS)
    end = max((border for border in borders if border <= longest), default=start)
    return text[start:end].strip(_WORTHLESS_ENDS)
