"""Dates and times in every shape that governments print."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.transcripts import dates
from releases.transcripts.dates import CHINA
from releases.transcripts.lines import normal


def reading(text: str, **where: object) -> tuple[date | None, list[str]]:
    stamp = dates.first(normal(text))
    assert stamp is not None, text
    found = dates.read(stamp, **where)  # type: ignore[arg-type]
    return found.value, [code for code, _ in found.doubts]


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=CHINA)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2021年5月6日下午16:00", at(2021, 5, 6, 16)),
        ("2021年5月6日下午3:00", at(2021, 5, 6, 15)),
        ("2021年5月6日（星期四）上午11时30分", at(2021, 5, 6, 11, 30)),
        ("2021年5月6日(周四) 上午 10 时", at(2021, 5, 6, 10)),
        ("2021 年 5 月 6 日 星期四 10：30", at(2021, 5, 6, 10, 30)),
        ("2021年5月9日（周日）9点半", at(2021, 5, 9, 9, 30)),
        ("2021年5月9日星期天晚上8点一刻", at(2021, 5, 9, 20, 15)),
        ("2021年5月6日下午三点三刻", at(2021, 5, 6, 15, 45)),
        ("2021年5月6日上午十时三十分", at(2021, 5, 6, 10, 30)),
        ("2021年5月6日下午2时整", at(2021, 5, 6, 14)),
        ("2021年5月6日中午12:30", at(2021, 5, 6, 12, 30)),
        ("2021年5月6日中午1点", at(2021, 5, 6, 13)),
        ("2021年5月6日中午11:30", at(2021, 5, 6, 11, 30)),
        ("2021年5月6日下午12:30", at(2021, 5, 6, 12, 30)),
        ("2021年5月6日凌晨12点", at(2021, 5, 6, 0)),
        ("2021年5月6日10:00-11:30", at(2021, 5, 6, 10)),
        ("2021-05-06 17:16:00", at(2021, 5, 6, 17, 16)),
        ("2021-05-06T17:16:09", at(2021, 5, 6, 17, 16, 9)),
        ("2021/5/6 9:05", at(2021, 5, 6, 9, 5)),
        ("2021.05.06", date(2021, 5, 6)),
        ("2021年5月6日", date(2021, 5, 6)),
        ("２０２１年５月６号", date(2021, 5, 6)),
        ("二〇二一年五月六日", date(2021, 5, 6)),
        ("二○二一年十二月三十一日", date(2021, 12, 31)),
        ("二零二一年十月廿一日", date(2021, 10, 21)),
    ],
)
def test_date_reads(text: str, value: date) -> None:
    found = reading(text)
    assert found == (value, [])
    assert type(found[0]) is type(value)


def test_the_hour_is_chinas() -> None:
    value, _ = reading("2021年5月6日下午3:00")
    assert value is not None
    assert value.isoformat() == "2021-05-06T15:00:00+08:00"


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("2021年5月6日（星期五）", date(2021, 5, 6), "weekday-mismatch"),
        ("2021年5月6日上午16:00", at(2021, 5, 6, 16), "period-mismatch"),
        ("2021年5月6日晚上12点", at(2021, 5, 6, 12), "period-mismatch"),
        ("2021年5月6日24:00", date(2021, 5, 6), "invalid-time"),
        ("2021年2月30日", None, "invalid-date"),
        ("2021年13月1日", None, "invalid-date"),
        ("5月6日", None, "missing-year"),
        ("0000年5月6日", None, "missing-year"),
    ],
)
def test_what_cannot_be_so_is_doubted(text: str, value: date | None, code: str) -> None:
    assert reading(text) == (value, [code])


def test_a_missing_year_is_the_one_closest_to_publication() -> None:
    assert reading("12月11日（周六）下午3:00", near=date(2022, 1, 4)) == (
        at(2021, 12, 11, 15),
        ["supplied-year"],
    )
    assert reading("12月11日", near=date(2021, 12, 1)) == (date(2021, 12, 11), ["supplied-year"])
    assert reading("1月4日", near=date(2021, 12, 28)) == (date(2022, 1, 4), ["supplied-year"])
    assert reading("2月29日", near=date(2021, 3, 1)) == (date(2020, 2, 29), ["supplied-year"])
    assert reading("2月30日", near=date(2021, 3, 1)) == (None, ["supplied-year", "invalid-date"][1:])
    assert reading("1月4日", near=date(2022, 1, 4)) == (date(2022, 1, 4), ["supplied-year"])


def test_a_missing_year_is_the_only_one_the_page_names() -> None:
    assert reading("5月6日", named=[2021, 2021]) == (date(2021, 5, 6), ["supplied-year"])
    assert reading("5月6日", named=[2020, 2021]) == (None, ["missing-year"])


def test_the_weekday_chooses_among_several_years() -> None:
    assert reading("12月11日（周六）", named=[2020, 2021, 2022]) == (date(2021, 12, 11), ["supplied-year"])
    assert list(dates.years("2021年，2020-05-06，电话0990-2021")) == [2021, 2020]


def test_text_without_a_date_has_none() -> None:
    assert dates.first("下周三下午") is None
    assert [stamp.day for stamp in dates.every("5月6日至5月8日")] == [6, 8]


def test_a_spoken_date_is_told_from_a_systems() -> None:
    assert [stamp.spoken for stamp in dates.every("5月6日周四，2021-05-06 17:16，5月6日上午")] == [
        True,
        False,
        True,
    ]


@given(st.datetimes(min_value=datetime(1949, 10, 1), max_value=datetime(2099, 1, 1)))  # noqa: DTZ001 - made aware below
def test_every_moment_reads_back(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0, tzinfo=CHINA)
    weekday = "一二三四五六日"[moment.weekday()]
    text = f"{moment.year}年{moment.month}月{moment.day}日（星期{weekday}）{moment.hour}时{moment.minute}分"
    assert reading(text) == (moment, [])


@given(st.text(st.sampled_from("0123456789〇一二十廿年月日号时分点半刻整上午下周星期四天（）:-/.T ")))
def test_no_text_crashes(text: str) -> None:
    for stamp in dates.every(normal(text)):
        dates.read(stamp, near=date(2021, 5, 6))
