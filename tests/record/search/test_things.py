from __future__ import annotations

from dataclasses import replace

from releases.document import Turn
from releases.record.search.things import LONGEST_THING, ThingKind, things
from tests.record.search.making import conference


def test_things_are_the_title_exchanges_statements_and_narration() -> None:
    document = conference(
        ("s1", "大家好"),
        ("q", "几天？"),
        ("a2", "半天。\n一共。"),
        ("a3", "补充。"),
        ("n", "会场"),
        summary="摘要",
    )
    made = [(one.kind, one.asked, one.said, one.turns, list(one.speakers)) for one in things(document)]
    assert made == [
        (ThingKind.TITLE, ["例行发布会", "", ""], ["摘要"], [], []),
        (ThingKind.STATEMENT, [], ["大家好"], [0], [("11", "闻知秋")]),
        (
            ThingKind.EXCHANGE,
            ["几天？"],
            ["半天。", "一共。", "补充。"],
            [1, 2, 3],
            [("12", "江望舒"), ("", "白砚")],
        ),
        (ThingKind.NARRATION, [], ["会场"], [4], []),
    ]


def test_answers_find_their_question_past_others() -> None:
    document = conference(("q", "甲"), ("q", "乙"), ("a2", "丙"))
    first, second, answer = document.turns
    document = replace(document, turns=(first, second, replace(answer, answers="t1")))
    assert [(one.asked, one.said) for one in things(document)[1:]] == [(["甲"], ["丙"]), (["乙"], [])]


def test_answer_to_no_question_is_an_exchange_of_its_own() -> None:
    document = conference(("a2", "丙"))
    assert [(one.kind, one.asked, one.said) for one in things(document)[1:]] == [
        (ThingKind.EXCHANGE, [], ["丙"])
    ]


def test_turns_without_words_are_nothing_to_find() -> None:
    document = conference(("s1", "甲"))
    document = replace(document, turns=(*document.turns, Turn("t2", document.turns[0].kind)))
    assert [one.turns for one in things(document)] == [[], [0]]


def test_long_things_are_parted_between_paragraphs() -> None:
    paragraph = "字" * (LONGEST_THING // 2)
    document = conference(("q", "问"), ("a2", f"{paragraph}\n{paragraph}\n尾"), ("a3", "另"))
    parts = [(one.kind, one.asked, one.said, one.turns) for one in things(document)[1:]]
    assert parts == [
        (ThingKind.EXCHANGE, ["问"], [paragraph], [0, 1]),
        (ThingKind.EXCHANGE, [], [paragraph, "尾", "另"], [1, 2]),
    ]


def test_long_paragraphs_are_cut_with_an_overlap() -> None:
    text = "".join(chr(0x4E00 + place % 5000) for place in range(LONGEST_THING * 2))
    pieces = [said for one in things(conference(("s1", text)))[1:] for said in one.said]
    assert [len(piece) for piece in pieces] == [6000, 6000, 400]
    assert pieces[0][-200:] == pieces[1][:200]
    assert pieces[0] + pieces[1][200:] + pieces[2][200:] == text
    assert [len(one.said) for one in things(conference(("s1", text[:LONGEST_THING])))[1:]] == [1]
