"""Dates and times as governments print them: 2021年5月6日（星期四）下午3:00, 二〇二一年五月六日."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))

_NUMERALS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "两": 2,
}
_SMALL = r"(?:两|[0-9]{1,2}|[〇零一二三四五六七八九十廿卅]{1,3})"
_DATE = (
    rf"(?:(?P<year>[0-9]{{4}}|[〇零○O一二三四五六七八九]{{4}}) ?年 ?)?"
    rf"(?P<month>{_SMALL}) ?月 ?(?P<day>{_SMALL}) ?[日号]"
    r"|(?P<year2>[0-9]{4})(?P<dash>[-/.])(?P<month2>[0-9]{1,2})(?P=dash)(?P<day2>[0-9]{1,2})(?![0-9])日?"
)
_WEEKDAY = (
    r" ?(?:\( ?(?:本?(?:星期|周|礼拜))?(?P<weekday>[一二三四五六日天]) ?\)"
    r"|(?:星期|周|礼拜)(?P<weekday2>[一二三四五六日天]))(?: ?\(农历[^()]{2,12}\))?"
    r"| ?\(农历[^()]{2,12}\)"
)
_PERIOD = r"(?P<period>凌晨|清晨|早上|早晨|上午|中午|正午|下午|午后|傍晚|晚上|晚间|晚|夜间|深夜)"
_CLOCK = (
    rf"(?P<hour>{_SMALL}) ?(?:: ?(?P<minute>[0-9]{{2}})(?: ?: ?(?P<second>[0-9]{{2}}))?(?![0-9])"
    rf"|[时点](?:(?P<half>半)|(?P<quarter>[一三])刻|(?P<minutes>{_SMALL}) ?分|整)?)"
)
_STAMP = re.compile(
    rf"(?<![0-9])(?:{_DATE})(?:{_WEEKDAY})?"
    rf"(?:[ ,T]{{0,3}}(?:北京时间)?{_PERIOD})?(?:[ ,T]{{0,3}}(?:北京时间)?{_CLOCK})?"
)
_YEAR = re.compile(r"(?<![0-9])((?:19|20)[0-9]{2}) ?(?:年|-[0-9]{1,2}-)")
# An announcement is published so many days ahead at most.
MAX_AHEAD = 60
_WEEKDAYS = "一二三四五六日"
_MORNING = ("凌晨", "清晨", "早上", "早晨", "上午")
_AFTERNOON = ("下午", "午后", "傍晚", "晚上", "晚间", "晚", "夜间", "深夜")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A date found in a text: its place there and its parts; ``year`` 0 where none was printed."""

    start: int
    end: int
    year: int
    month: int
    day: int
    weekday: str = ""
    period: str = ""
    hour: int | None = None
    minute: int = 0
    second: int = 0

    @property
    def spoken(self) -> bool:
        """Return whether it is written for people (a weekday, a part of the day), not by a system."""
        return bool(self.weekday or self.period)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stamp says, and ``(code, Chinese sentence)`` for each thing to look at."""

    value: date | None
    doubts: tuple[tuple[str, str], ...] = ()


def first(norm: str, start: int = 0) -> Stamp | None:
    """Return the first date in a normal-form text, or None."""
    found = _STAMP.search(norm, start)
    return _stamp(found) if found else None


def every(norm: str) -> Iterable[Stamp]:
    """Yield each date in a normal-form text."""
    for found in _STAMP.finditer(norm):
        yield _stamp(found)


def years(norm: str) -> Iterable[int]:
    """Yield each year that a normal-form text names: 2021年, 2021-05-06."""
    for found in _YEAR.finditer(norm):
        yield int(found[1])


def read(stamp: Stamp, *, near: date | None = None, named: Iterable[int] = ()) -> Reading:
    """Return the day or moment of a stamp in China's time.

    Where the year is missing it is the one that brings the day closest to ``near`` (the printed
    day of publication), else the one year the rest of the page names that fits the weekday.
    """
    doubts: list[tuple[str, str]] = []
    year = stamp.year or _supplied_year(stamp, near, tuple(named))
    if not year:
        return Reading(None, (("missing-year", "日期没有写年份，页面其他地方也找不到，请补上年份。"),))
    if not stamp.year:
        doubts.append(("supplied-year", f"日期没有写年份，按页面其他地方推定为{year}年，请核对。"))
    day = _day(year, stamp)
    if day is None:
        return Reading(None, (("invalid-date", f"{year}年{stamp.month}月{stamp.day}日不存在，请核对日期。"),))
    if stamp.weekday and stamp.weekday != _WEEKDAYS[day.weekday()]:
        actual = _WEEKDAYS[day.weekday()]
        doubts.append(
            ("weekday-mismatch", f"写的是星期{stamp.weekday}，但{day:%Y-%m-%d}是星期{actual}，请核对日期。")
        )
    if stamp.hour is None:
        return Reading(day, tuple(doubts))
    hour, doubt = _hour(stamp.period, stamp.hour)
    if doubt:
        doubts.append(doubt)
    try:
        moment = datetime(day.year, day.month, day.day, hour, stamp.minute, stamp.second, tzinfo=CHINA)
    except ValueError:
        doubts.append(("invalid-time", "时刻不存在，只取了日期，请核对时间。"))
        return Reading(day, tuple(doubts))
    return Reading(moment, tuple(doubts))


def _supplied_year(stamp: Stamp, near: date | None, years: tuple[int, ...]) -> int:
    if near is not None:
        # What a page tells of has mostly happened, and the weekday rarely lies.
        closest = sorted(
            (
                bool(stamp.weekday) and _WEEKDAYS[day.weekday()] != stamp.weekday,
                (day - near).days > MAX_AHEAD,
                abs((day - near).days),
                day.year,
            )
            for year in (near.year - 1, near.year, near.year + 1)
            if (day := _day(year, stamp))
        )
        return closest[0][-1] if closest else near.year
    named = set(years)
    fitting = {
        year for year in named if (day := _day(year, stamp)) and _WEEKDAYS[day.weekday()] == stamp.weekday
    }
    chosen = fitting or named
    return chosen.pop() if len(chosen) == 1 else 0


def _day(year: int, stamp: Stamp) -> date | None:
    try:
        return date(year, stamp.month, stamp.day)
    except ValueError:
        return None


def _hour(period: str, hour: int) -> tuple[int, tuple[str, str] | None]:
    if period in _AFTERNOON and hour < 12:
        return hour + 12, None
    if period in ("中午", "正午") and hour < 10:
        return hour + 12, None
    if (period in _MORNING and hour > 12) or (period in _AFTERNOON[3:] and hour == 12):
        return hour, ("period-mismatch", f"“{period}{hour}时”前后矛盾，按{hour}时记录，请核对时间。")
    return (0, None) if period == "凌晨" and hour == 12 else (hour, None)


def _stamp(found: re.Match[str]) -> Stamp:
    part = found.groupdict()
    minute = 30 if part["half"] else 0
    if part["quarter"]:
        minute = 15 if part["quarter"] == "一" else 45
    elif part["minute"] or part["minutes"]:
        minute = _number(part["minute"] or part["minutes"])
    weekday = (part["weekday"] or part["weekday2"] or "").replace("天", "日")
    return Stamp(
        start=found.start(),
        end=found.end(),
        year=_digits(part["year"] or part["year2"] or "0"),
        month=_number(part["month"] or part["month2"]),
        day=_number(part["day"] or part["day2"]),
        weekday=weekday,
        period=part["period"] or "",
        hour=_number(part["hour"]) if part["hour"] else None,
        minute=minute,
        second=int(part["second"] or 0),
    )


def _digits(text: str) -> int:
    return int("".join(char if char.isdecimal() else str(_NUMERALS[char]) for char in text))


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    total = 0
    digit = 0
    for char in text:
        if char in "十廿卅":
            total += (digit or 1) * {"十": 10, "廿": 20, "卅": 30}[char]
            digit = 0
        else:
            digit = digit * 10 + _NUMERALS[char]
    return total + digit
