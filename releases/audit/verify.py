"""Checking a chain of rows without a database: the first row that is not as it was written.

A chain shows what was altered, left out, put in or moved. It cannot show that its last rows are missing,
nor that all of it was written anew: for both a number and a hash must have been kept elsewhere, which is
what :class:`Checkpoint` is for.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from releases.audit.models import Row, hash_of

KEYS = frozenset({*Row.__annotations__, "hash"})


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A row's number and hash, as an export printed them."""

    number: int
    hash: str

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The first row looked at, the last sound one, and what is wrong with the one after it, if anything."""

    first: int
    last: Checkpoint
    fault: str = ""
    broken: int | None = None


def verify(
    rows: Iterable[Mapping[str, Any]], *, first: int | None = 1, expect: Checkpoint | None = None
) -> Outcome:
    """Return the first broken row, or none; ``first=None`` begins wherever the rows do."""
    start, last = first or 0, Checkpoint((first or 1) - 1, "")
    met = False
    for row in rows:
        if not start:
            # A part of the chain: what its first row follows is not here to be compared.
            start = _number(row) or 1
            last = Checkpoint(start - 1, str(row.get("previous", "")) if start > 1 else "")
        if fault := _fault(row, last):
            return Outcome(start, last, fault, last.number + 1)
        last = Checkpoint(last.number + 1, row["hash"])
        if expect is not None and last.number == expect.number:
            met = True
            if last != expect:
                return Outcome(start, last, "与核对值不符，这一条或更早的记录被整体改写", last.number)
    if expect is not None and not met:
        gone = "不在所查的范围内" if expect.number < start else "缺失，末尾的记录被删去"
        return Outcome(start, last, f"核对值所指的第 {expect.number} 条{gone}", last.number + 1)
    return Outcome(start, last)


def lines(texts: Iterable[str]) -> Iterator[Mapping[str, Any]]:
    """Yield the rows of an exported file; what is no row becomes one that no chain accepts."""
    for text in texts:
        try:
            row = json.loads(text)
        except (ValueError, RecursionError):
            row = {}
        yield row if isinstance(row, dict) else {}


def _number(row: Mapping[str, Any]) -> int | None:
    number = row.get("number")
    return number if type(number) is int and number > 0 else None


def _fault(row: Mapping[str, Any], last: Checkpoint) -> str:
    if row.keys() != KEYS:
        return "不是一条完整的审计记录"
    if _number(row) != last.number + 1:
        return f"序号不连续，这里是 {row['number']}"
    if row["previous"] != last.hash:
        return "没有接在上一条之后"
    rest = {name: value for name, value in row.items() if name != "hash"}
    try:
        sound = hash_of(cast("Row", rest)) == row["hash"]
    except ValueError:  # neither a lone surrogate nor Infinity has canonical JSON
        sound = False
    return "" if sound else "内容与校验值不符"
