from __future__ import annotations

from dataclasses import replace

from releases.document import Kind, Turn
from releases.preflight import dialogue
from tests.preflight.making import CONTEXT, TODAY, saying

QUESTION = Turn("t1", Kind.QUESTION, None, "记者")
ANSWER = Turn("t2", Kind.ANSWER, "p1", "李木", "t1")


def codes(*turns: Turn) -> list[tuple[str, str]]:
    return [(each.code, each.turn) for each in dialogue.check(replace(saying(), turns=turns), CONTEXT)]


def test_a_question_with_its_answer_is_fine() -> None:
    assert codes(QUESTION, ANSWER) == []


def test_each_without_the_other_is_amber() -> None:
    assert codes(QUESTION) == [("question-unanswered", "t1")]
    assert codes(replace(ANSWER, answers=None)) == [("answer-to-nothing", "t2")]


def test_a_question_left_for_later_has_the_words_that_promise_it() -> None:
    (finding,) = dialogue.check(replace(saying(), turns=(replace(QUESTION, due=TODAY),)), CONTEXT)
    assert finding.code == "question-unanswered"
    assert finding.message == "提问 t1 没有回答，只有会后答复期限：现场答应的话是否漏了，请核对。"


def test_an_answer_comes_after_its_question() -> None:
    assert codes(ANSWER, QUESTION) == [("answer-first", "t2")]
