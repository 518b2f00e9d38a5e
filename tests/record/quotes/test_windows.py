from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from releases.record.quotes.windows import middle, pieces
from releases.record.quotes.words import Words


def test_middle_is_that_of_the_longest_run() -> None:
    assert str(middle(Words("好的，今年全市新增幼儿园学位"))) == "年全市新增幼儿园"


def test_middle_of_short_runs_goes_across_the_marks() -> None:
    assert str(middle(Words("好的，请看，三点，谢谢"))) == '"好的 请看 三点 谢谢"'


def test_pieces_are_the_first_one_between_and_the_last() -> None:
    found = pieces(Words("今年全市新增幼儿园，学位两万四千个其中公办占八成半以上"))
    assert [str(piece) for piece in found] == ["今年全市新", "学位两万四", "办占八成半"]


def test_pieces_of_short_runs_are_none() -> None:
    assert pieces(Words("好的，请看，三点，谢谢")) == []


@given(st.text(alphabet="甲乙丙丁，2a.", min_size=1, max_size=60))
def test_windows_stand_in_their_quotation(text: str) -> None:
    quotation = Words(text)
    if quotation.units:
        for phrase in (middle(quotation), *pieces(quotation)):
            assert phrase.places(text)
