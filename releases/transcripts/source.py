"""What a format's reader makes of a file: lines of text, hints beside them, photos."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from releases.transcripts.lines import Hint
from releases.transcripts.result import Problem


@dataclass(frozen=True, slots=True)
class Source:
    """A text with a hint for each of its lines, the bytes of its photos, and what went amiss."""

    text: str
    hints: tuple[Hint, ...] = ()
    files: Mapping[str, bytes] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
