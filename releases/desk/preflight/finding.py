"""One objection to publishing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """A stable code, a Chinese sentence, and the part of the form to mend (an HTML id, or "")."""

    code: str
    message: str
    anchor: str = ""
