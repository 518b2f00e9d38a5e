from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.record.search.tokens import JOINT, LONGEST, alone, fold, pair, placed, runs, single, tokens


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("，。 \n", []),
        ("营商环境，企业", [["营", "商", "环", "境"], ["企", "业"]]),
        ("营商\n环境", [["营", "商"], ["环", "境"]]),
        ("二〇二六年", [["二", "〇", "二", "六", "年"]]),
        ("𠮷林\U00031350", [["𠮷", "林", "\U00031350"]]),
        ("2.4万元", [["2．4", "万", "元"]]),
        ("２．４万", [["2．4", "万"]]),
        ("10,000人和1,2,3", [["10000", "人", "和", "1"], ["2"], ["3"]]),
        ("100，200人", [["100"], ["200", "人"]]),
        ("1.000,200", [["1．000"], ["200"]]),
        ("12,345,678.9元", [["12345678．9", "元"]]),
        ("66+18", [["66", "＋", "18"]]),
        ("30%，30％", [["30", "％"], ["30", "％"]]),
        ("PCR检测", [["pcr", "检", "测"]]),
        ("H7N9、5G", [["h7n9"], ["5g"]]),
        ("COVID-19 covid‑19", [["covid", "19"], ["covid", "19"]]),
        ("营-商", [["营"], ["商"]]),
        ("GB/T", [["gb"], ["t"]]),
        ("第1.", [["第", "1"]]),
        ("café CAFE\u0301 ㎡ Ⅳ", [["cafe"], ["cafe"], ["m2"], ["iv"]]),
        ("买买提·吐尔逊", [["买", "买", "提", "吐", "尔", "逊"]]),
        ("幼\u200b儿\u00ad园\ufeff", [["幼", "儿", "园"]]),
        ("幼\ud800儿\x00园", [["幼", "儿", "园"]]),
        ("x" * (LONGEST + 1), [["x" * LONGEST, "x"]]),
        ("1." * LONGEST + "1", [["1" * LONGEST, "1"]]),
    ],
)
def test_runs_are_units_with_nothing_between(text: str, found: list[list[str]]) -> None:
    assert runs(text) == found


def test_tokens_are_pairs_and_the_last_unit_alone() -> None:
    assert tokens(["营", "商", "环"]) == ["营商", "商环", "环"]
    assert tokens(["pcr", "检", "2．4"]) == ["pcr·检", "检·2．4", "2．4·"]
    assert tokens(["境"]) == ["境"]


def test_single_is_no_token_of_a_run() -> None:
    assert (single("营"), single("pcr")) == ("·营", "·pcr")


def test_placed_units_cover_what_they_were_written_with() -> None:
    text = "做ＰＣＲ\u200b检测，㎡"
    assert [(unit.text, text[unit.start : unit.end], unit.joined) for unit in placed(text)] == [
        ("做", "做", False),
        ("pcr", "ＰＣＲ", True),
        ("检", "检", True),
        ("测", "测", True),
        ("m2", "㎡", False),
    ]


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(categories=["Lo", "Lu", "Nd", "Po", "Zs", "Cf", "Mn", "Cs"])))
def test_placed_and_runs_are_the_same_units(text: str) -> None:
    units = placed(text)
    assert [unit.text for unit in units] == [unit for run in runs(text) for unit in run]
    assert all(0 <= unit.start < unit.end <= len(text) for unit in units)
    starts = [place for place, unit in enumerate(units) if not unit.joined]
    assert len(starts) == len(runs(text))


@given(st.text())
def test_tokens_hold_nothing_a_database_takes_for_syntax(text: str) -> None:
    found = [token for run in runs(text) for token in [*tokens(run), *map(single, run)]]
    assert all(each.isalnum() for token in found for each in token if each.isascii())
    # What no one has assigned yet is a unit as well: neither database knows it as anything else.
    seen = {unicodedata.category(each) for token in found for each in token}
    assert seen.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp", "Zs"})


def test_a_character_that_is_not_assigned_yet_is_a_unit() -> None:
    assert runs("\u2fd6") == [["\u2fd6"]]


@given(st.text(min_size=1), st.text(min_size=1))
def test_pairs_of_different_units_differ(first: str, second: str) -> None:
    units = [unit for text in (first, second) for run in runs(text) for unit in run]
    pairs = {pair(one, other): (one, other) for one in units for other in units}
    assert len(pairs) == len(set(units)) ** 2
    assert {alone(unit) for unit in units}.isdisjoint(pairs)
    assert JOINT not in units
