"""Cursors: where a list goes on, as a text that nobody but this site can write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.signing import BadSignature, Signer

from releases.record.api.problems import bad_parameters


def written(name: str, place: Sequence[object]) -> str:
    """Return the cursor of a place, made of what JSON knows, in the list of this name."""
    return _signer(name).sign_object(list(place))


def read(name: str, cursor: str) -> list[Any]:
    """Return the place that ``written`` made the cursor of; no other text is one of this list."""
    try:
        place: list[Any] = _signer(name).unsign_object(cursor)
    except BadSignature:
        why = "不是这个列表给出的游标，请照 next 里的网址读取下一页。"
        raise bad_parameters({"cursor": why}) from None
    return place


def _signer(name: str) -> Signer:
    # A colon would have to be escaped in an address.
    return Signer(sep=".", salt=f"releases.record.api.{name}")
