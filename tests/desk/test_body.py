from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from releases.desk import body
from releases.document import Block, Paragraph, PhotoBlock
from tests.desk.strategies import blocks


@given(blocks(["f1", "f12"]))
def test_body_comes_back_as_it_was_printed(some: tuple[Block, ...]) -> None:
    assert body.parsed(body.printed(some)) == some


@given(st.text())
def test_body_takes_anything_a_person_types(text: str) -> None:
    some = body.parsed(text)
    assert body.parsed(body.printed(some)) == some


def test_body_is_a_line_a_block() -> None:
    text = "大家好！\r\n\r\n〔图 f1〕\r\n〔en〕Good afternoon.\r\n　　〔图f2〕　\n"
    assert body.parsed(text) == (
        Paragraph("大家好！"),
        PhotoBlock("f1"),
        Paragraph("Good afternoon.", "en"),
        PhotoBlock("f2"),
    )


def test_words_that_look_like_a_mark_stay_words() -> None:
    some = (Paragraph("〔图 f1〕"), Paragraph("〔en〕x"), Paragraph("〔文〕y"))
    assert body.printed(some) == "〔文〕〔图 f1〕\n〔文〕〔en〕x\n〔文〕〔文〕y"
    assert body.parsed(body.printed(some)) == some


def test_a_photo_is_put_into_a_body_by_its_line() -> None:
    assert body.parsed(body.place_of("f3")) == (PhotoBlock("f3"),)
