"""Checking a chain: the first broken row, and what no chain can show."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.audit.models import hash_of
from releases.audit.verify import Checkpoint, Outcome, lines, verify


def chain(length: int = 5) -> list[dict[str, Any]]:
    """Return a sound chain."""
    rows: list[dict[str, Any]] = []
    for number in range(1, length + 1):
        row: Any = {
            "number": number,
            "at": f"2026-04-01T04:00:{number:02}.000000+00:00",
            "actor": 7,
            "account": "wang",
            "address": "192.0.2.7",
            "action": "step",
            "what": "desk.conference:1",
            "label": "清水入城",
            "result": "ok",
            "status": None,
            "detail": f"第 {number} 步",
            "previous": rows[-1]["hash"] if rows else "",
        }
        rows.append({**row, "hash": hash_of(row)})
    return rows


def forged(row: dict[str, Any], **values: Any) -> dict[str, Any]:
    """Return a row that was altered together with its hash."""
    rest: Any = {name: value for name, value in {**row, **values}.items() if name != "hash"}
    return {**rest, "hash": hash_of(rest)}


def found(rows: list[dict[str, Any]], **how: Any) -> tuple[int | None, str]:
    outcome = verify(rows, **how)
    return outcome.broken, outcome.fault


def test_a_sound_chain_is_sound() -> None:
    rows = chain()
    assert verify(rows) == Outcome(1, Checkpoint(5, rows[-1]["hash"]))
    assert verify([]) == Outcome(1, Checkpoint(0, ""))


@pytest.mark.parametrize(
    "name",
    ["at", "actor", "account", "address", "action", "what", "label", "result", "status", "detail", "hash"],
)
def test_a_changed_value_is_named(name: str) -> None:
    rows = chain()
    rows[2][name] = "别的"
    assert found(rows) == (3, "内容与校验值不符")


def test_a_forged_row_breaks_the_one_after_it() -> None:
    rows = chain()
    rows[2] = forged(rows[2], detail="别的")
    assert found(rows) == (4, "没有接在上一条之后")


def test_missing_added_and_moved_rows_are_named() -> None:
    rows = chain()
    assert found(rows[:2] + rows[3:]) == (3, "序号不连续，这里是 4")
    assert found(rows[1:]) == (1, "序号不连续，这里是 2")
    assert found([*rows[:3], rows[2], *rows[3:]]) == (4, "序号不连续，这里是 3")
    assert found([rows[0], rows[2], rows[1]]) == (2, "序号不连续，这里是 3")


def test_the_first_of_several_faults_is_named() -> None:
    rows = chain()
    rows[3]["detail"] = rows[1]["detail"] = "别的"
    assert found(rows) == (2, "内容与校验值不符")


def test_a_missing_end_shows_only_against_a_checkpoint() -> None:
    rows = chain()
    kept = Checkpoint(5, rows[4]["hash"])
    assert found(rows[:3]) == (None, "")
    assert found(rows[:3], expect=kept) == (4, "核对值所指的第 5 条缺失，末尾的记录被删去")
    assert found(rows, expect=kept) == (None, "")
    assert found(chain(7), expect=kept) == (None, "")


def test_a_chain_written_anew_shows_only_against_a_checkpoint() -> None:
    rows = chain()
    kept = Checkpoint(4, rows[3]["hash"])
    rows[0] = forged(rows[0], account="别人")
    for index in range(1, 5):
        rows[index] = forged(rows[index], previous=rows[index - 1]["hash"])
    assert found(rows) == (None, "")
    assert found(rows, expect=kept) == (4, "与核对值不符，这一条或更早的记录被整体改写")


def test_a_part_begins_where_it_begins() -> None:
    rows = chain()
    assert verify(rows[2:], first=None) == Outcome(3, Checkpoint(5, rows[4]["hash"]))
    assert verify([], first=None) == Outcome(0, Checkpoint(0, ""))
    assert found([rows[2], {**rows[3], "label": ""}], first=None) == (4, "内容与校验值不符")
    outside = Checkpoint(1, rows[0]["hash"])
    assert found(rows[2:], first=None, expect=outside) == (6, "核对值所指的第 1 条不在所查的范围内")


def test_a_part_that_begins_at_one_follows_nothing() -> None:
    assert found([forged(chain(1)[0], previous="0" * 64)], first=None) == (1, "没有接在上一条之后")


@pytest.mark.parametrize("line", ["", "{", "[]", "7", "[" * 100_000, '{"number": 2}'])
def test_a_line_that_is_no_row_is_named(line: str) -> None:
    rows: Any = list(lines([json.dumps(chain(1)[0]), line]))
    assert found(rows) == (2, "不是一条完整的审计记录")


@pytest.mark.parametrize("value", [float("inf"), "\ud800", True, 1.0, "1", [2], {}])
@pytest.mark.parametrize("name", ["number", "status", "previous"])
def test_values_no_row_can_have_are_faults(name: str, value: object) -> None:
    rows = chain(2)
    rows[1][name] = value
    assert verify(rows).broken == 2


@given(
    st.integers(0, 4), st.sampled_from(sorted(chain(1)[0])), st.text(max_size=5) | st.integers() | st.none()
)
def test_any_change_of_any_value_is_found(index: int, name: str, value: object) -> None:
    rows = chain()
    same = rows[index][name] == value
    rows[index][name] = value
    assert (verify(rows).broken is None) is same
