"""What the checks are told beside the document: the day, what the desk knows, what the reader left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from releases.preflight.finding import Severity
from releases.preflight.starter import STARTER


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that must not stand, what belongs in their place, and who says so."""

    wrong: str
    right: str = ""
    severity: Severity = Severity.RED
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something the reader of the transcript was unsure of."""

    message: str
    turn: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """All that a check may know and the document does not say."""

    today: date
    # Name to the position held at the latest other conference, and that day; names met at any other.
    positions: Mapping[str, tuple[str, date | None]] = field(default_factory=dict)
    names: frozenset[str] = frozenset()
    wordings: tuple[Wording, ...] = tuple(Wording(wrong, right, rule=rule) for wrong, right, rule in STARTER)
    # Photos whose alternative text may stay empty.
    decorative: frozenset[str] = frozenset()
    own_hosts: frozenset[str] = frozenset()
    # False for a transcript's file: it has no section, and its photos may come later.
    imported: bool = True
    # Leftovers that nobody has placed or dismissed, and what the reader doubted.
    leftovers: int = 0
    doubts: tuple[Doubt, ...] = ()
