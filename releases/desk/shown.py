"""Typed text as pages show it."""

from __future__ import annotations

from releases.transcripts.lines import unseen


def shown(text: str) -> str:
    """Return typed text without invisible characters, which hide in names and make pages invalid."""
    return "".join(char for char in text if char in "\n\r\t" or not unseen(char))
