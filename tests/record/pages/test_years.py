from __future__ import annotations

import pytest

from releases.record.headings import Heading
from releases.record.pages.years import Years, years_of


def topic(number: int) -> Heading:
    """Return a topic."""
    return Heading("topic", number, f"t{number}", f"主题{number}", number)


def test_no_figures_make_no_chart() -> None:
    assert years_of([]) == Years((), (), cut=False)


def test_every_year_between_has_a_place() -> None:
    chart = years_of([(topic(1), 2024, 3), (topic(1), 2026, 6), (topic(2), 2026, 12)])
    assert chart.years == (2024, 2025, 2026)
    assert [(row.name, row.url, row.total, [bar.number for bar in row.bars]) for row in chart.rows] == [
        ("主题2", "/topics/t2/", 12, [0, 0, 12]),
        ("主题1", "/topics/t1/", 9, [3, 0, 6]),
    ]
    assert not chart.cut


def test_bars_of_all_topics_have_one_scale() -> None:
    chart = years_of([(topic(1), 2025, 6), (topic(2), 2025, 12), (topic(2), 2026, 3)])
    high, low = chart.rows[0].bars
    assert (high.x, high.width, high.middle) == ("9.00%", "32.00%", "25.00%")
    assert (high.y, high.height, high.above) == ("16.00%", "66.00%", "13.00%")
    assert (low.x, low.y, low.height) == ("59.00%", "65.50%", "16.50%")
    assert [bar.height for bar in chart.rows[1].bars] == ["33.00%", "0.00%"]


def test_topics_beyond_the_eighth_are_told_together() -> None:
    figures = [(topic(number), year, number) for number in range(1, 11) for year in (2025, 2026)]
    rows = years_of(figures).rows
    assert [row.name for row in rows] == [*(f"主题{number}" for number in range(10, 2, -1)), "其他主题"]
    assert (rows[-1].url, rows[-1].total, [bar.number for bar in rows[-1].bars]) == ("", 6, [3, 3])
    assert len(years_of(figures[4:]).rows) == 8


def test_older_years_and_what_was_asked_only_then_are_left_out() -> None:
    chart = years_of([(topic(1), 2010, 9), (topic(2), 2016, 5), (topic(2), 2017, 1), (topic(2), 2026, 1)])
    assert (chart.years, chart.cut) == (tuple(range(2017, 2027)), True)
    assert [(row.name, row.total) for row in chart.rows] == [("主题2", 2)]


@pytest.mark.parametrize(
    ("first", "labels"),
    [
        (2026, ["2026"]),
        (2022, ["2022", "2023", "2024", "2025", "2026"]),
        (2021, ["", "2022", "", "2024", "", "2026"]),
        (2017, ["", "2018", "", "2020", "", "2022", "", "2024", "", "2026"]),
    ],
)
def test_years_are_written_as_far_as_there_is_room(first: int, labels: list[str]) -> None:
    row = years_of([(topic(1), first, 1), (topic(1), 2026, 1)]).rows[0]
    assert [bar.label for bar in row.bars] == labels
