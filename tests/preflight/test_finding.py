from __future__ import annotations

from dataclasses import replace

import pytest

from releases.preflight import Finding, Severity

FINDING = Finding("code", "一句话。", "turns.t5.blocks.2", Severity.AMBER, 3, 5, "两字", "规则", "改成")


def test_a_finding_is_plain_values() -> None:
    assert FINDING.to_json() == {
        "code": "code",
        "severity": "amber",
        "turn": "t5",
        "place": "turns.t5.blocks.2",
        "start": 3,
        "end": 5,
        "text": "两字",
        "message": "一句话。",
        "rule": "规则",
        "suggestion": "改成",
    }


@pytest.mark.parametrize(
    ("place", "turn"), [("turns.t5", "t5"), ("turns.t5.blocks.2", "t5"), ("people.p1.name", ""), ("", "")]
)
def test_a_place_within_a_turn_names_the_turn(place: str, turn: str) -> None:
    assert Finding("code", "一句话。", place).turn == turn


def test_the_key_stays_while_the_words_do() -> None:
    assert replace(FINDING, place="turns.t5.blocks.7", start=9, end=11).key == FINDING.key
    assert len({FINDING.key, replace(FINDING, text="别的").key, replace(FINDING, place="turns.t6").key}) == 3


def test_a_mark_alone_is_known_by_what_stands_around_it() -> None:
    mark = replace(FINDING, text="“", message="「“」没有对应的「”」：他说，“不打折。")
    assert mark.key == replace(mark, start=9, end=10).key
    assert mark.key != replace(mark, message="「“」没有对应的「”」：上涨，“每平方米").key
