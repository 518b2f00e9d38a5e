"""What was asked most, year by year: the figures of a table, and the bars that show them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from django.utils.translation import gettext as _

from releases.record.headings import Heading

# A topic more, or a year more, and nobody can take it in at a glance.
TOPICS = 8
YEARS = 10
LABELS = 5
# Percent of the height of a chart: bars stand between the figure above them and the year below.
_TOP, _BOTTOM = 16, 82
# Percent of the room that a year has.
_WIDTH = 64


@dataclass(frozen=True, slots=True)
class Bar:
    """A year's bar and where it stands: percentages of the chart's width and height."""

    year: int
    # Of the years, as many as there is room for are written below.
    label: str
    number: int
    middle: str
    x: str
    y: str
    width: str
    height: str
    above: str


@dataclass(frozen=True, slots=True)
class Row:
    """A topic over the years; ``url`` is "" for what is left of all others."""

    name: str
    url: str
    total: int
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Years:
    """Years, the oldest first, and topics, the most asked first; ``cut`` where older years are left out."""

    years: tuple[int, ...] = ()
    rows: tuple[Row, ...] = ()
    cut: bool = False


def years_of(figures: Iterable[tuple[Heading, int, int]]) -> Years:
    """Return the chart of topics, years and numbers of questions; without any it has no rows.

    All bars of a page have one scale, so that topics can be compared.
    """
    numbers: dict[Heading, dict[int, int]] = defaultdict(dict)
    for topic, year, number in figures:
        numbers[topic][year] = number
    found = sorted({year for by_year in numbers.values() for year in by_year})
    years = tuple(range(max(found[0], found[-1] - YEARS + 1), found[-1] + 1)) if found else ()
    counts = {topic: tuple(by_year.get(year, 0) for year in years) for topic, by_year in numbers.items()}
    most = sorted((topic for topic in counts if sum(counts[topic])), key=lambda one: (-sum(counts[one]), one))
    shown = [(topic.name, topic.url, counts[topic]) for topic in most[:TOPICS]]
    if len(most) > TOPICS:
        rest = tuple(map(sum, zip(*(counts[topic] for topic in most[TOPICS:]), strict=True)))
        shown.append((_("其他主题"), "", rest))
    highest = max((number for one in shown for number in one[2]), default=0)
    rows = tuple(Row(name, url, sum(row), _bars(years, row, highest)) for name, url, row in shown)
    return Years(years, rows, bool(found) and years[0] > found[0])


def _bars(years: tuple[int, ...], numbers: tuple[int, ...], highest: int) -> tuple[Bar, ...]:
    room = 100 / len(years)
    bars = []
    for place, (year, number) in enumerate(zip(years, numbers, strict=True)):
        height = (_BOTTOM - _TOP) * number / highest
        middle = room * (place + 0.5)
        label = str(year) if (len(years) - 1 - place) % ceil(len(years) / LABELS) == 0 else ""
        bars.append(
            Bar(
                year,
                label,
                number,
                _percent(middle),
                _percent(middle - room * _WIDTH / 200),
                _percent(_BOTTOM - height),
                _percent(room * _WIDTH / 100),
                _percent(height),
                _percent(_BOTTOM - height - 3),
            )
        )
    return tuple(bars)


def _percent(share: float) -> str:
    return f"{share:.2f}%"
