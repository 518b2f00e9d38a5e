from __future__ import annotations

from dataclasses import replace
from datetime import date

from releases.document import Kind, Paragraph, Person, Role, Turn
from releases.preflight import Context, rollcall
from tests.preflight.making import TODAY, found, said, saying

DOCUMENT = saying("大家好。")


def test_who_is_listed_and_silent_is_noted() -> None:
    people = (
        *DOCUMENT.people,
        Person("p2", "王禾", "处长"),
        Person("p3", "陈舟", "", Role.MODERATOR),
        Person("p4", "周平", "", Role.ATTENDEE),
    )
    silent = replace(DOCUMENT, people=people)
    assert found(rollcall.check, silent) == [
        ("listed-but-silent", "note", "王禾", ""),
        ("listed-but-silent", "note", "陈舟", ""),
    ]
    assert found(rollcall.check, replace(silent, turns=())) == []


def test_who_speaks_and_is_not_listed_is_amber() -> None:
    turns = (
        Turn("t1", Kind.STATEMENT, None, "李局长", blocks=(Paragraph("好。"),)),
        Turn("t2", Kind.QUESTION, None, "记者", blocks=(Paragraph("何时？"),)),
        Turn("t3", Kind.ANSWER, None, "", "t2", blocks=(Paragraph("明年。"),)),
        Turn("t4", Kind.NARRATION, None, "", blocks=(Paragraph("掌声。"),)),
    )
    assert found(rollcall.check, replace(DOCUMENT, turns=turns)) == [
        ("speaker-unlisted", "amber", "李局长", ""),
        ("speaker-unlisted", "amber", "", ""),
    ]


def test_whom_the_host_greets_and_nobody_listed_is_amber_once() -> None:
    welcome = "出席今天发布会的有：市水务局局长李木，市政府新闻办副主任缪娟。"
    assert said(rollcall.check, welcome, welcome) == [("present-but-unlisted", "amber", "缪娟", "")]
    assert said(rollcall.check, "出席今天发布会的有：市水务局局长李木，以及各部门负责人。") == []


def test_a_position_is_held_against_the_last_one() -> None:
    context = Context(
        today=TODAY, names=frozenset({"李木"}), positions={"李木": ("市水务局副局长", date(2025, 1, 2))}
    )
    (finding,) = rollcall.check(DOCUMENT, context)
    assert (finding.code, finding.severity.value, finding.suggestion) == (
        "position-differs", "note", "市水务局副局长",
    )  # fmt: skip
    assert "2025-01-02" in finding.message
    undated = replace(context, positions={"李木": ("市水务局副局长", None)})
    assert "与以前的“市水务局副局长”不同" in next(rollcall.check(DOCUMENT, undated)).message
    same = replace(context, positions={"李木": ("市水务局局长", None)})
    assert found(rollcall.check, DOCUMENT, same) == []


def test_a_name_one_character_from_a_known_one_is_amber() -> None:
    context = Context(today=TODAY, names=frozenset({"黄晓峰", "李禾"}))
    near = replace(DOCUMENT, people=(Person("p1", "黄晓锋", "市水务局局长"),))
    assert found(rollcall.check, near, context) == [("name-near-another", "amber", "黄晓锋", "黄晓峰")]
    known = replace(context, names=frozenset({"黄晓峰", "黄晓锋"}))
    assert found(rollcall.check, near, known) == []
    # 李木 and 李禾 differ by one, as thousands of names of two characters do.
    assert found(rollcall.check, DOCUMENT, context) == []
