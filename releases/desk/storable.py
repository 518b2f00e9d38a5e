"""Text that every database can hold and every page can show."""

from __future__ import annotations

from typing import Any

from releases.transcripts.lines import unseen


def shown(text: str) -> str:
    """Return typed text without invisible characters, which hide in names and make pages invalid."""
    return "".join(char for char in text if char in "\n\r\t" or not unseen(char))


def storable(value: Any) -> Any:  # noqa: ANN401  (JSON of any shape)
    """Return JSON-like values without NUL and lone surrogates, which PostgreSQL refuses."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [storable(each) for each in value]
    if isinstance(value, dict):
        return {name: storable(each) for name, each in value.items()}
    return value
