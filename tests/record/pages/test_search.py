"""The ways to narrow a search."""

from __future__ import annotations

import pytest

from releases.record.pages.search import SHOWN, Choice, Facet, chosen, facets, number
from releases.record.search.query import Query
from releases.record.search.results import Count, Results

YEARS = (Count("2026", "2026", 3), Count("2025", "2025", 1))


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (Count("a", "a", 12), "12"),
        (Count("a", "a", 1000, over=True), "1,000 以上"),
        (Count("a", "a", 250, least=True), "至少 250"),
    ],
)
def test_a_number_says_how_far_it_was_counted(count: Count, said: str) -> None:
    assert number(count) == said


def test_a_filter_in_use_or_with_one_value_is_not_offered() -> None:
    results = Results(Query(), years=YEARS, kinds=(Count("question", "提问", 3),))
    assert list(facets(results, {"q": "水"}, "/search/")) == [
        Facet(
            "年份",
            (
                Choice("2026", "3", "/search/?q=%E6%B0%B4&year=2026"),
                Choice("2025", "1", "/search/?q=%E6%B0%B4&year=2025"),
            ),
            (),
        )
    ]
    assert list(facets(results, {"q": "水", "year": "2026"}, "/search/")) == []


def test_many_values_are_folded_away() -> None:
    sources = tuple(Count(f"局{n}", f"局{n}", 1) for n in range(SHOWN + 2))
    (facet,) = facets(Results(Query(), sources=sources), {}, "/search/")
    assert ([len(facet.shown), len(facet.folded)], facet.folded[0].label) == ([SHOWN, 2], f"局{SHOWN}")


def test_a_filter_in_use_is_called_by_its_name_and_taken_away() -> None:
    results = Results(Query(), sections=(Count("jdhy", "解读回应", 3),))
    assert list(chosen(results, {"section": "jdhy", "speaker": "11"}, "/search/")) == [
        ("栏目", "解读回应", "/search/?speaker=11"),
        ("发言人", "11", "/search/?section=jdhy"),
    ]
    assert list(chosen(results, {"section": "jdhy"}, "/search/")) == [("栏目", "解读回应", "/search/")]
