from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.record.search.pinyin import reading, readings_of_name, sound, surname_length
from releases.record.search.surnames import COMPOUND, SURNAMES


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("黄晓峰", "huang xiao feng"),
        ("单红", "shan hong"),
        ("曾静", "zeng jing"),
        ("仇江晚", "qiu jiang wan"),
        ("解云岫", "xie yun xiu"),
        ("区静", "ou jing"),
        ("查思远", "zha si yuan"),
        ("翟静", "zhai jing"),
        ("翟静", "di jing"),
        ("欧阳静文", "ou yang jing wen"),
        ("尉迟明朗", "yu chi ming lang"),
        ("尉静", "wei jing"),
        ("单于静", "chan yu jing"),
        ("单于", "shan yu"),
        ("吕静", "lv jing"),
        ("张乐", "zhang le"),
        ("张乐", "zhang yue"),
        ("买买提吐尔逊", "mai mai ti tu er xun"),
    ],
)
def test_a_name_is_read_in_each_plausible_way(name: str, read: str) -> None:
    assert tuple(read.split()) in readings_of_name(name)


@pytest.mark.parametrize("surname", SURNAMES)
def test_a_surname_is_read_first_as_a_surname(surname: str) -> None:
    assert readings_of_name(f"{surname}静")[0] == (SURNAMES[surname][0], "jing")


@pytest.mark.parametrize("surname", COMPOUND)
def test_a_surname_of_two_characters_has_one_reading(surname: str) -> None:
    assert readings_of_name(f"{surname}静") == [(*COMPOUND[surname], "jing")]


def test_the_table_of_surnames_holds_what_would_be_read_otherwise() -> None:
    assert [name for name, read in SURNAMES.items() if reading(name) == read] == []


@pytest.mark.parametrize("name", ["", "Smith", "买买提·吐尔逊", "あい", "张A", "𠮷"])
def test_what_is_no_chinese_name_has_no_reading(name: str) -> None:
    assert readings_of_name(name) == []


def test_not_all_readings_of_a_name_are_kept() -> None:
    assert len(readings_of_name("解长行重")) == 16


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("银行", "yin hang"),
        ("行长", "hang zhang"),
        ("长江", "chang jiang"),
        ("幼儿圆", "you er yuan"),
        ("𠮷田", ""),
        ("PCR检测", ""),
        ("", ""),
    ],
)
def test_a_word_is_read_in_context(text: str, read: str) -> None:
    assert reading(text) == tuple(read.split())


@pytest.mark.parametrize(
    ("written", "heard"),
    [
        ("zhangsheng", "zansen"),
        ("huangxiaofeng", "huanxiaofen"),
        ("lvjing", "lujin"),
        ("lyujing", "lujin"),
        ("nyu", "nu"),
        ("chou", "cou"),
    ],
)
def test_a_sound_is_without_what_many_do_not_tell_apart(written: str, heard: str) -> None:
    assert sound(written) == heard


@pytest.mark.parametrize(
    ("name", "length"), [("黄晓峰", 1), ("欧阳静", 2), ("欧阳", 1), ("黄", 0), ("买买提吐尔逊", 0)]
)
def test_surname_length(name: str, length: int) -> None:
    assert surname_length(name) == length


@given(st.text())
def test_any_text_has_readings_of_a_syllable_a_character_or_none(text: str) -> None:
    for each in (reading(text), *readings_of_name(text[:20])):
        assert each == () or len(each) in (len(text), len(text[:20]))
        assert all(syllable.isascii() and syllable.isalpha() for syllable in each)


@given(st.text(alphabet="abcdghnsuvyz"))
def test_a_sound_is_no_longer_than_what_was_written(letters: str) -> None:
    assert len(sound(letters)) <= len(letters)
