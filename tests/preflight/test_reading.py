from __future__ import annotations

from releases.preflight import Context, reading
from releases.preflight.context import Doubt
from tests.preflight.making import TODAY, found, saying


def test_leftovers_are_red_and_doubts_about_turns_that_are_there_are_notes() -> None:
    doubts = (Doubt("拿不准。", "t1"), Doubt("已经删去。", "t9"), Doubt("没有标题。"))
    context = Context(today=TODAY, leftovers=2, doubts=doubts)
    assert [(each.code, each.severity.value, each.message) for each in reading.check(saying(), context)] == [
        ("leftovers", "red", "还有 2 处剩余文字没有处理：放入正文，或确认不予采用。"),
        ("unsure", "note", "拿不准。"),
    ]
    assert found(reading.check, saying()) == []
