from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from releases.record import listing, tallies
from releases.record.departments import attribute
from releases.record.models import Question, Release, Utterance
from releases.record.tallies import QUESTIONS, RELEASES, Listed, by_year, every_year
from tests.record.asking import department
from tests.record.making import DOCUMENT, held, release_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf")]

# Two of a day, of a month, of a year; and the ends of some.
DAYS = [(2024, 12, 31), (2025, 1, 1), (2025, 1, 1), (2025, 3, 9), (2025, 12, 30), (2026, 12, 31)]


@pytest.fixture(autouse=True)
def _published() -> None:
    """Publish one of each day."""
    for number, day in enumerate(DAYS):
        section = "jdhy" if number % 2 else "jdhy/xwfbh"
        release_of(replace(held(DOCUMENT, date(*day)), title=f"第{number}场新闻发布会", section=section))


@pytest.mark.parametrize("few", [0, 1_000])
def test_a_part_of_releases_is_the_same_as_by_counting(monkeypatch: pytest.MonkeyPatch, few: int) -> None:
    monkeypatch.setattr(tallies, "_FEW", few)
    for path, number in {"": 6, "jdhy": 6, "jdhy/xwfbh": 3}.items():
        rows = listing.Rows(path, listing.offered(path).years)
        expected = list(listing.filed_at(path).newest_first())
        assert len(rows) == len(expected) == number
        for start in range(number):
            end = min(start + 2, number)
            assert list(rows[start:end]) == expected[start:end]
            assert list(rows[start : start + 1]) == expected[start : start + 1]


@pytest.mark.parametrize("few", [0, 1_000])
def test_a_part_of_what_was_asked_and_said_is_the_same_as_by_counting(
    monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(tallies, "_FEW", few)
    one = department()
    attribute()
    spoken = ("utterance", one.pk)
    for rows, counted in (
        (Release.objects.current().newest_first(), RELEASES),
        (Question.objects.newest_first(), QUESTIONS),
        (Utterance.objects.in_order(), spoken),
    ):
        listed = Listed(rows, by_year(counted), *counted)
        assert len(listed) == rows.count() >= len(DAYS)
        for start in range(len(listed)):
            assert list(listed[start : start + 2]) == list(rows[start : start + 2])


def test_years_without_anything_are_offered_too() -> None:
    assert every_year({2026: 1, 2023: 2}) == [2026, 2025, 2024, 2023]
    assert every_year({}) == []


def test_beyond_the_last_there_is_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tallies, "_FEW", 0)
    rows = Release.objects.newest_first()
    assert list(Listed(rows, {2026: 2}, *RELEASES)[2:4]) == []
    assert list(Listed(rows, {2023: 9}, *RELEASES)[1:4]) == []
