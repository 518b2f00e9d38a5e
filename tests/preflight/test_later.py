from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from releases.document import Document, Kind, Paragraph, Turn
from releases.preflight import later
from tests.preflight.making import CONTEXT, TODAY, found, saying

QUESTION = Turn("t1", Kind.QUESTION, None, "记者", blocks=(Paragraph("名单有哪些？"),))
ANSWER = Turn("t2", Kind.ANSWER, "p1", "李木", "t1", blocks=(Paragraph("会后书面答复你。"),))
WRITTEN = Turn(
    "t3", Kind.ANSWER, "p1", "李木", "t1", blocks=(Paragraph("名单如下。"),), given_on=date(2026, 4, 2)
)
DUE = TODAY + timedelta(days=7)
PROMISED = [("promised-later", "amber", "会后书面答复", "")]


def of(*turns: Turn) -> Document:
    return replace(saying(), turns=turns)


def answered(words: str, **changes: object) -> list[tuple[str, str, str, str]]:
    """Return the findings about an answer of these words."""
    answer = replace(ANSWER, blocks=(Paragraph(words),), **changes)  # type: ignore[arg-type]
    return found(later.check, of(QUESTION, answer))


@pytest.mark.parametrize(
    ("words", "promise"),
    [
        ("会后书面答复你。", "会后书面答复"),
        ("数字我手头没有，会后，我们请相关处室的同志回复您。", "会后，我们请相关处室的同志回复"),
        ("这个问题我们会后向您提供。", "会后向您提供"),
        ("发布会后再把名单提供给大家。", "会后再把名单提供给"),
        ("这一点另行答复。", "另行答复"),
        ("随后我们将书面回复。", "随后我们将书面回复"),
    ],
)
def test_a_promise_without_a_day_is_amber(words: str, promise: str) -> None:
    assert answered(words) == [("promised-later", "amber", promise, "")]


@pytest.mark.parametrize(
    "words",
    [
        "会后，“澜江入园”平台将同步公布名单。",
        "两会后向您提供的材料已经汇总，听证会后答复了全部意见。",
        "面向社会后回复率明显提高，群众的问题都会后台反馈给部门。",
        "平台会后续提供给大家更多服务。",
        "逾期不另行答复，对不予受理的书面答复申请人。",
        "会后请大家参观。我已经答复了。",
    ],
)
def test_words_that_only_resemble_a_promise_are_none(words: str) -> None:
    assert answered(words) == []


def test_a_promise_is_told_once_in_each_paragraph_and_in_chinese() -> None:
    answer = replace(
        ANSWER,
        blocks=(
            Paragraph("会后书面答复你，会后书面答复大家。"),
            Paragraph("会后书面答复你。", "en"),
            Paragraph("会后书面答复他。"),
        ),
    )
    places = [each.place for each in later.check(of(QUESTION, answer), CONTEXT)]
    assert places == ["turns.t2.blocks.0", "turns.t2.blocks.2"]


def test_a_promise_with_a_day_or_kept_is_fine() -> None:
    assert found(later.check, of(QUESTION, ANSWER)) == PROMISED
    assert found(later.check, of(replace(QUESTION, due=DUE), ANSWER)) == []
    assert found(later.check, of(QUESTION, ANSWER, WRITTEN)) == []


def test_who_answers_no_question_promises_nothing() -> None:
    assert answered("会后书面答复你。", answers=None) == []
    assert answered("会后书面答复你。", kind=Kind.STATEMENT, answers=None) == []


def test_a_day_that_has_passed_is_noted_until_there_is_an_answer() -> None:
    late = replace(QUESTION, due=TODAY - timedelta(days=1))
    assert [(each.code, each.severity, each.place) for each in later.check(of(late, ANSWER), CONTEXT)] == [
        ("answer-overdue", "note", "turns.t1.due")
    ]
    assert found(later.check, of(replace(QUESTION, due=TODAY), ANSWER)) == []
    assert found(later.check, of(late, ANSWER, WRITTEN)) == []


@pytest.mark.parametrize(
    ("turns", "code", "place"),
    [
        ((replace(QUESTION, due=date(2026, 3, 28)), ANSWER, WRITTEN), "later-before-held", "turns.t1.due"),
        ((QUESTION, replace(WRITTEN, given_on=date(2026, 3, 28))), "later-before-held", "turns.t3.given_on"),
        (
            (QUESTION, replace(WRITTEN, given_on=TODAY + timedelta(days=1))),
            "given-in-future",
            "turns.t3.given_on",
        ),
    ],
)
def test_a_day_that_cannot_be_is_amber(turns: tuple[Turn, ...], code: str, place: str) -> None:
    findings = list(later.check(of(*turns), CONTEXT))
    assert [(each.code, each.severity, each.place) for each in findings] == [(code, "amber", place)]


@pytest.mark.parametrize("day", [date(2026, 3, 29), TODAY])
def test_the_first_and_the_last_possible_day_are_fine(day: date) -> None:
    assert found(later.check, of(QUESTION, replace(WRITTEN, given_on=day))) == []
