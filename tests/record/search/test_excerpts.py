from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from releases.record.search.excerpts import excerpt, marked, places_of
from releases.record.search.query import parse


def test_marked_is_the_whole_text() -> None:
    text = "全市幼儿园和ＰＣＲ检测。"
    assert marked(text, places_of(text, parse("幼儿园 pcr").words)) == (
        ("全市", False),
        ("幼儿园", True),
        ("和", False),
        ("ＰＣＲ", True),
        ("检测。", False),
    )


def test_places_that_touch_or_overlap_are_one() -> None:
    assert places_of("幼儿园区招生", parse("儿园区 幼儿园 招生").words) == [(0, 6)]
    assert places_of("幼儿园区，招生", parse("儿园区 幼儿园 招生").words) == [(0, 4), (5, 7)]


def test_excerpt_of_a_short_text_is_all_of_it() -> None:
    assert excerpt("一二三", []) == (("一二三", False),)
    assert excerpt("", []) == ()


def test_excerpt_begins_before_the_first_place() -> None:
    text = "甲" * 300 + "幼儿园" + "乙" * 300
    places = places_of(text, parse("幼儿园").words)
    assert excerpt(text, places, 60) == (
        ("…", False),
        ("甲" * 40, False),
        ("幼儿园", True),
        ("乙" * 17, False),
        ("…", False),
    )


def test_excerpt_holds_a_long_place_whole() -> None:
    text = "甲" * 30 + "乙" * 50
    assert excerpt(text, [(30, 80)], 20) == (("甲" * 30, False), ("乙" * 50, True))


def test_excerpt_without_places_is_the_beginning() -> None:
    assert excerpt("甲" * 30, [], 20) == (("甲" * 20, False), ("…", False))


def test_excerpt_cuts_a_place_at_its_end() -> None:
    text = "甲乙" * 5
    assert excerpt(text, [(0, 2), (5, 8)], 6) == (
        ("甲乙", True),
        ("甲乙甲", False),
        ("乙", True),
        ("…", False),
    )
    assert excerpt(text, [(0, 2), (8, 10)], 6) == (("甲乙", True), ("甲乙甲乙", False), ("…", False))


@given(st.text(alphabet="幼儿园，a", max_size=300), st.integers(5, 50))
def test_excerpt_is_a_part_of_the_text(text: str, longest: int) -> None:
    shown = excerpt(text, places_of(text, parse("幼儿 园a").words), longest)
    assert "".join(piece for piece, _ in shown).strip("…") in text
