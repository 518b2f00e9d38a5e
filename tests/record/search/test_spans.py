from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.record.search.query import parse
from releases.record.search.spans import Span, keys_of, spans


def taken_together(typed: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Return the spans of a query."""
    return [(span.start, span.end, span.texts) for span in spans(parse(typed).words)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", []),
        ("幼儿园", [(0, 1, ("幼儿园",))]),
        ("幼儿园 收费标准", [(0, 1, ("幼儿园",)), (1, 2, ("收费标准",))]),
        ("黄 晓峰", [(0, 2, ("黄晓峰",)), (0, 1, ("黄",)), (1, 2, ("晓峰",))]),
        (
            "Huang Xiao-feng",
            [(0, 2, ("huangxiaofeng", "xiaofenghuang")), (0, 1, ("huang",)), (1, 2, ("xiaofeng",))],
        ),
        (
            "学位 xiaofeng huang",
            [
                (1, 3, ("xiaofenghuang", "huangxiaofeng")),
                *((0, 1, ("学位",)), (1, 2, ("xiaofeng",)), (2, 3, ("huang",))),
            ],
        ),
        ("黄 feng", [(0, 1, ("黄",)), (1, 2, ("feng",))]),
        ("2.4万 PCR", [(0, 1, ("2．4万",)), (1, 2, ("pcr",))]),
    ],
)
def test_neighbours_that_make_a_name_are_taken_together(
    typed: str, found: list[tuple[int, int, tuple[str, ...]]]
) -> None:
    assert taken_together(typed) == found


def test_three_words_may_be_a_name_and_four_not() -> None:
    assert (0, 3, ("wangxiaofeng", "fengwangxiao")) in taken_together("wang xiao feng li")
    assert not [span for span in taken_together("wang xiao feng li") if span[1] - span[0] == 4]


def test_what_is_typed_without_spaces_is_taken_apart() -> None:
    (span,) = spans(parse("幼儿圆收费").words)
    assert span.pieces[0, 3] == ("=幼儿圆", "~youeryuan")
    assert span.pieces[3, 5] == ("=收费", "~soufei")
    assert sorted(span.pieces) == [(a, b) for a in range(5) for b in range(a + 2, 6) if (a, b) != (0, 5)]
    assert {"~youeryuan", "=幼儿圆收费"} <= span.keys


def test_what_cannot_be_read_is_taken_apart_by_spelling() -> None:
    (span,) = spans(parse("𠮷田幼儿").words)
    assert span.pieces[2, 4] == ("=幼儿",)


@pytest.mark.parametrize("typed", ["幼儿园", "pcr检测点", "covid-19", "kindergarten"])
def test_short_and_mixed_words_are_not_taken_apart(typed: str) -> None:
    assert [span.pieces for span in spans(parse(typed).words)] == [{}]


@given(st.text(max_size=300))
def test_any_query_has_a_bounded_number_of_keys(typed: str) -> None:
    assert len(keys_of(spans(parse(typed).words))) < 1_300


def test_a_long_query_has_a_bounded_number_of_keys() -> None:
    text = "".join(chr(0x4E00 + at * 7) for at in range(190))
    assert len(keys_of(spans(parse(text).words))) < 400
    assert len(keys_of(spans(parse(" ".join(text[at : at + 12] for at in range(0, 144, 12))).words))) < 1_000


def test_no_more_keys_are_gathered_once_there_are_enough() -> None:
    first, second = (
        Span(at, at + 1, ("x",), {}, frozenset(f"{at}-{number}" for number in range(900))) for at in (0, 1)
    )
    assert keys_of([first, second]) == first.keys
