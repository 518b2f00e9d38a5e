from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from releases.document import Held
from releases.preflight import timing
from tests.preflight.making import TODAY, found, said, saying


@pytest.mark.parametrize(
    ("words", "text", "suggestion"),
    [
        ("下午16:00开始。", "下午16:00", "下午4:00"),
        ("下午 16：30开始。", "下午 16：30", "下午4：30"),
        ("晚上20时30分开始。", "晚上20时30分", "晚上8时30分"),
        ("下午15点半开始。", "下午15点半", "下午3点半"),
        ("上午14:00开始。", "上午14:00", ""),
        ("晚上24时结束。", "晚上24时", ""),
    ],
)
def test_a_period_beside_a_24_hour_clock_is_amber(words: str, text: str, suggestion: str) -> None:
    assert said(timing.check, words) == [("period-and-24-hours", "amber", text, suggestion)]


@pytest.mark.parametrize(
    "words",
    [
        "下午4:00开始。",
        "16:00开始。",
        "上午9时开始。",
        "下午12点开始。",
        "下午13人到场。",
        "早上好，14:00见。",
    ],
)
def test_other_times_are_fine(words: str) -> None:
    assert said(timing.check, words) == []


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("截至2026年2月29日。", "2026年2月29日"),
        ("4月31日起施行。", "4月31日"),
        ("2026-13-01发布。", "2026-13-01"),
    ],
)
def test_a_day_that_cannot_be_is_red(words: str, text: str) -> None:
    assert said(timing.check, words) == [("impossible-date", "red", text, "")]


@pytest.mark.parametrize(
    "words", ["截至2024年2月29日。", "12月31日起施行。", "比例是3.30。", "2026年3月29日（星期日）。"]
)
def test_a_day_that_can_be_is_fine(words: str) -> None:
    assert said(timing.check, words) == []


def test_a_weekday_is_held_against_its_date() -> None:
    words = "2026年3月29日（星期一）"
    assert said(timing.check, words) == [("weekday-differs", "amber", words, "")]
    document = replace(saying("好。"), held=Held(date(2026, 3, 29), words))
    assert found(timing.check, document) == [("weekday-differs", "red", words, "")]


def test_what_was_said_was_not_said_tomorrow() -> None:
    ahead = Held(date(2026, 11, 25), "2026年11月25日")
    assert found(timing.check, replace(saying("好。"), held=ahead)) == [("held-in-future", "red", "", "")]
    assert found(timing.check, replace(saying("好。"), held=ahead, turns=())) == []
    assert found(timing.check, replace(saying("好。"), held=Held(TODAY, "今天"))) == []


def test_a_page_is_not_published_before_its_conference() -> None:
    assert found(timing.check, replace(saying("好。"), published_on=date(2026, 3, 28))) == [
        ("published-before-held", "red", "", "")
    ]
    assert found(timing.check, replace(saying("好。"), published_on=date(2026, 3, 29))) == []
