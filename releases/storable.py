"""Text that every database can hold."""

from __future__ import annotations

from typing import Any


def storable(value: Any) -> Any:  # noqa: ANN401  (JSON of any shape)
    """Return JSON-like values without NUL and lone surrogates, which PostgreSQL and UTF-8 refuse."""
    if isinstance(value, str):
        return value.replace("\x00", "\ufffd").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [storable(each) for each in value]
    if isinstance(value, dict):
        return {name: storable(each) for name, each in value.items()}
    return value
