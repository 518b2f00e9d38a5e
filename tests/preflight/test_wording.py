from __future__ import annotations

from dataclasses import replace

import pytest

from releases.preflight import Context, Severity, wording
from releases.preflight.context import Wording
from tests.preflight.making import TODAY, found, said, saying


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("攻府", "政府"), ("关健", "关键"), ("党十九大", "党的十九大"), ("登陆系统", "登录系统")],
)
def test_serious_slips_are_red(wrong: str, right: str) -> None:
    assert said(wording.check, f"我们说{wrong}。") == [("wording", "red", wrong, right)]
    document = replace(saying("好。"), title=wrong)
    assert [finding.place for finding in wording.check(document, Context(today=TODAY))] == ["title"]


def test_right_words_are_fine() -> None:
    assert said(wording.check, "政府、关键、党的十九大、登录系统、烈士、秸秆。") == []


def test_the_longest_entry_of_an_offices_own_list_counts() -> None:
    own = (
        Wording("营商", severity=Severity.NOTE),
        Wording("营商环竟", "营商环境", Severity.AMBER, "本办用语"),
    )
    context = Context(today=TODAY, wordings=own)
    assert found(wording.check, saying("优化营商环竟。"), context) == [
        ("wording", "amber", "营商环竟", "营商环境")
    ]
    (finding,) = wording.check(saying("营商。"), context)
    assert finding.message == "“营商”，请改用规范表述：营商。"


def test_an_empty_list_finds_nothing() -> None:
    assert found(wording.check, saying("攻府"), Context(today=TODAY, wordings=())) == []
