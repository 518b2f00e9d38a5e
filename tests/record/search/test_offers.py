from __future__ import annotations

import pytest

from releases.record.search.guessing import Grade, Guess
from releases.record.search.offers import Offer, Way, fewer_filters, fewer_words, meant, meant_anywhere
from releases.record.search.query import parse
from releases.record.search.results import Filters
from releases.record.search.spans import spans
from releases.record.search.terms import Known

WORD = Known("=幼儿园", "word", "幼儿园", "", "", 9)
PERSON = Known("=江望舒", "person", "江望舒", "12", "局长", 2)
STRANGER = PERSON._replace(ref="")
SOURCE = Known("=市教育局", "source", "市教育局", "", "", 3)


def offered(typed: str, at: int, term: Known, filters: Filters | None = None) -> list[tuple[str, Filters]]:
    """Return the offers made of a guess of one word of the query."""
    query = parse(typed)
    span = next(span for span in spans(query.words) if (span.start, span.end) == (at, at + 1))
    guess = Guess(span, (term.text,), Grade.ALIKE, term)
    return [(str(each.query), each.filters) for each in meant(query, filters or Filters(), [guess, guess])]


def test_a_word_takes_its_place_in_the_query() -> None:
    assert offered("收费 幼儿圆 -民办", 1, WORD) == [("收费 幼儿园 -民办", Filters())]
    assert offered("幼儿圆 收费", 0, WORD, Filters(year=2026)) == [("幼儿园 收费", Filters(year=2026))]


def test_the_same_question_is_no_offer() -> None:
    assert offered("幼儿园", 0, WORD) == []


def test_a_word_that_is_there_already_is_not_said_twice() -> None:
    assert offered("幼儿圆 幼儿园", 0, WORD) == [("幼儿园", Filters())]


@pytest.mark.parametrize(
    ("term", "filters", "narrowed"),
    [
        (PERSON, Filters(), Filters(speaker="12")),
        (STRANGER, Filters(year=2026), Filters(year=2026, speaker="江望舒")),
        (SOURCE, Filters(), Filters(source="市教育局")),
    ],
)
def test_a_person_or_source_beside_other_words_is_a_filter(
    term: Known, filters: Filters, narrowed: Filters
) -> None:
    assert offered(f"{term.text} 学位", 0, term, filters) == [("学位", narrowed)]


@pytest.mark.parametrize(
    ("term", "filters"), [(PERSON, Filters(speaker="11")), (SOURCE, Filters(source="市财政局"))]
)
def test_a_filter_in_use_is_not_replaced(term: Known, filters: Filters) -> None:
    assert offered("江望书 学位", 0, term, filters) == [(f"{term.text} 学位", filters)]


def test_a_person_alone_is_a_word_and_has_a_page() -> None:
    assert offered("江望舒", 0, PERSON) == [("江望舒", Filters())]
    assert offered("江望书", 0, PERSON) == [("江望舒", Filters())]


def test_who_and_what_has_a_page() -> None:
    def has_page(term: Known | None, grade: Grade = Grade.ALIKE) -> bool:
        return Offer(Way.MEANT, parse("a"), Filters(), term, grade).has_page

    assert [has_page(term) for term in (PERSON, STRANGER, SOURCE, WORD, None)] == [
        True,
        True,
        True,
        False,
        False,
    ]
    assert has_page(PERSON, Grade.SURNAME) is False


def test_what_was_meant_is_offered_without_filters_where_there_are_any() -> None:
    query = parse("幼儿圆")
    guess = Guess(spans(query.words)[0], ("幼儿园",), Grade.ALIKE, WORD)
    (offer,) = meant_anywhere(query, Filters(year=2026, kind="answer"), [guess])
    assert (offer.way, str(offer.query), offer.filters, offer.left_out) == (
        Way.MEANT_ANYWHERE,
        "幼儿园",
        Filters(),
        ("year", "kind"),
    )
    assert list(meant_anywhere(query, Filters(), [guess])) == []


@pytest.mark.parametrize(
    ("filters", "left"),
    [
        (Filters(), []),
        (Filters(year=2026), [(("year",), Filters())]),
        (
            Filters(year=2026, source="市教育局"),
            [
                (("year", "source"), Filters()),
                (("year",), Filters(source="市教育局")),
                (("source",), Filters(year=2026)),
            ],
        ),
    ],
)
def test_filters_are_left_out_together_and_one_by_one(
    filters: Filters, left: list[tuple[tuple[str, ...], Filters]]
) -> None:
    assert [(each.left_out, each.filters) for each in fewer_filters(parse("学位"), filters)] == left


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("学位", []),
        ("学位 -民办 -公办", [("学位", ("-民办", "-公办"))]),
        ("学位 收费", [("收费", ("学位",)), ("学位", ("收费",))]),
        (
            "甲乙 丙丁 戊己",
            [
                *(("丙丁 戊己", ("甲乙",)), ("甲乙 戊己", ("丙丁",)), ("甲乙 丙丁", ("戊己",))),
                *(("甲乙", ()), ("丙丁", ()), ("戊己", ())),
            ],
        ),
    ],
)
def test_words_are_left_out_one_by_one_then_all_but_one(
    typed: str, left: list[tuple[str, tuple[str, ...]]]
) -> None:
    assert [(str(each.query), each.left_out) for each in fewer_words(parse(typed), Filters())] == left
