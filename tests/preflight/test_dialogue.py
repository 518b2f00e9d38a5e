from __future__ import annotations

from dataclasses import replace

from releases.document import Kind, Turn
from releases.preflight import dialogue
from tests.preflight.making import CONTEXT, saying

QUESTION = Turn("t1", Kind.QUESTION, None, "记者")
ANSWER = Turn("t2", Kind.ANSWER, "p1", "李木", "t1")


def codes(*turns: Turn) -> list[tuple[str, str]]:
    return [(each.code, each.turn) for each in dialogue.check(replace(saying(), turns=turns), CONTEXT)]


def test_a_question_with_its_answer_is_fine() -> None:
    assert codes(QUESTION, ANSWER) == []


def test_each_without_the_other_is_amber() -> None:
    assert codes(QUESTION) == [("question-unanswered", "t1")]
    assert codes(replace(ANSWER, answers=None)) == [("answer-to-nothing", "t2")]


def test_an_answer_comes_after_its_question() -> None:
    assert codes(ANSWER, QUESTION) == [("answer-first", "t2")]
