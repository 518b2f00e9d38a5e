"""Words to compare: a quotation, or a turn. No Django."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from releases.record.search.tokens import Unit, placed


@dataclass(frozen=True)
class Words:
    """A text, and the units it is made of."""

    text: str

    @cached_property
    def units(self) -> tuple[Unit, ...]:
        """Return the units where they stand."""
        return tuple(placed(self.text))

    @cached_property
    def plain(self) -> list[str]:
        """Return the units alone."""
        return [unit.text for unit in self.units]

    @cached_property
    def joined(self) -> str:
        """Return the units with a line break before each and after the last: none is found within another."""
        return "\n".join(["", *self.plain, ""])

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Return the pairs of neighbouring units."""
        return frozenset(pairwise(self.plain))
