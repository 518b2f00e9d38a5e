"""Dates and times: hours printed twice over, weekdays that disagree, days that cannot be."""

from __future__ import annotations

import re
from calendar import isleap, monthrange
from collections.abc import Iterator

from releases.document import Document
from releases.preflight.context import Context
from releases.preflight.finding import Finding, Severity
from releases.preflight.texts import Text, texts
from releases.transcripts import dates
from releases.transcripts.lines import normal

_HOUR = re.compile(
    r"(?P<period>凌晨|清晨|早上|上午|中午|下午|傍晚|晚上|(?<![每今昨明当])晚) ?(?P<hour>1[3-9]|2[0-4])"
    r"(?P<rest>:[0-9]{2}|[时点](?:[0-9]{1,2}分|半)?)"
)
_DASHED = re.compile(r"[0-9]{4}[-/.]")
_LATE = ("下午", "傍晚", "晚上", "晚")
_PRACTICE = "编辑惯例：十二小时制和二十四小时制不混用"
_CALENDAR = "历法"
_FORGED = "国办秘函〔2019〕19号：发布日期不得失实"


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield a finding for each time or date that contradicts itself, its weekday or the calendar."""
    for text in texts(document):
        norm = normal(text.words)
        yield from _hours(text, norm)
        yield from _days(text, norm, document)
    day = document.held.day
    if day and document.turns and day > context.today:
        yield Finding(
            "held-in-future",
            f"实录已有内容，举行日期{day:%Y-%m-%d}却在今天之后，请核对。",
            "held",
            rule=_FORGED,
        )
    if day and document.turns and document.published_on and document.published_on < day:
        yield Finding(
            "published-before-held",
            f"原页面发布日期{document.published_on:%Y-%m-%d}早于举行日期{day:%Y-%m-%d}，请核对。",
            "published_on",
            rule=_FORGED,
        )


def _hours(text: Text, norm: str) -> Iterator[Finding]:
    for found in _HOUR.finditer(norm):
        late = found["period"] in _LATE and found["hour"] != "24"
        start, end = found.span()
        rest = text.words[found.start("rest") : end]
        better = f"{found['period']}{int(found['hour']) - 12}{rest}" if late else ""
        yield text.finding(
            "period-and-24-hours",
            f"“{text.words[start:end]}”把十二小时制和二十四小时制写在了一起。",
            start,
            end,
            severity=Severity.AMBER,
            rule=_PRACTICE,
            suggestion=better,
        )


def _days(text: Text, norm: str, document: Document) -> Iterator[Finding]:
    # The year of a leap day need not be the conference's.
    leap = any(isleap(year) for year in dates.years(norm))
    for stamp in dates.every(norm):
        if _is_number(norm, stamp):
            continue
        if not stamp.year and _never(stamp):
            yield _impossible(text, stamp, f"{stamp.month}月{stamp.day}日不存在，请核对日期。")
            continue
        reading = dates.read(stamp, near=document.held.day or document.published_on)
        words = text.words[stamp.start : stamp.end].strip()
        for code, message in reading.doubts:
            if code == "invalid-date" and (stamp.year or not leap):
                yield _impossible(text, stamp, message, Severity.RED if stamp.year else Severity.AMBER)
            elif code == "weekday-mismatch":
                # Without a year the weekday may be that of another one.
                grave = Severity.RED if stamp.year and text.place == "held.text" else Severity.AMBER
                yield text.finding(
                    "weekday-differs",
                    f"“{words}”{message}",
                    stamp.start,
                    stamp.end,
                    severity=grave,
                    rule=_CALENDAR,
                )


def _never(stamp: dates.Stamp) -> bool:
    # 2000 is a leap year.
    return not (1 <= stamp.month <= 12 and 1 <= stamp.day <= monthrange(2000, stamp.month)[1])


def _is_number(norm: str, stamp: dates.Stamp) -> bool:
    # 4008-20-88 is a telephone's.
    return _DASHED.match(norm, stamp.start) is not None and not 1900 <= stamp.year < 2100


def _impossible(text: Text, stamp: dates.Stamp, message: str, severity: Severity = Severity.RED) -> Finding:
    words = text.words[stamp.start : stamp.end].strip()
    return text.finding(
        "impossible-date",
        f"“{words}”：{message}",
        stamp.start,
        stamp.end,
        severity=severity,
        rule=_CALENDAR,
    )
