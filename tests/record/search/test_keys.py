from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.record.search.distance import one_slip
from releases.record.search.keys import keys_of, keys_of_letters, keys_of_word, spelling


def test_a_word_is_kept_by_spelling_sound_and_initials() -> None:
    assert keys_of("幼儿园", person=False) == {
        *("=幼儿园", "-幼儿", "-幼园", "-儿园"),
        *("~youeryuan", "^yey"),
    }


def test_a_short_word_is_not_kept_without_a_character() -> None:
    assert keys_of("学位", person=False) == {"=学位", "~xuewei", "^xw"}


def test_a_name_is_kept_by_its_surname_too() -> None:
    keys = keys_of("黄晓", person=True)
    assert {"=黄晓", "~huanxiao", "^hx", "*huan", "~huanx"} <= keys
    assert {key for key in keys if key[0] == "≈"} == {
        *("≈uanxiao", "≈hanxiao", "≈hunxiao", "≈huagxiao", "≈huanxiao"),
        *("≈huaniao", "≈huanxao", "≈huanxio", "≈huanxia"),
    }


def test_a_foreign_name_and_a_latin_word_are_kept_as_they_are_spelled() -> None:
    assert keys_of("买买提·吐尔逊", person=True) >= {"=买买提吐尔逊", "~maimaitituerxun"}
    assert keys_of("COVID-19", person=False) == {"=covid19"} | {
        f"-{'covid19'[:at] + 'covid19'[at + 1 :]}" for at in range(7)
    }


def test_initials_of_many_characters_are_nobodys() -> None:
    assert {key for key in keys_of("澜江市人民政府新闻办公室", person=False) if key[0] == "^"} == set()


@pytest.mark.parametrize("text", ["", "园", "。，", "字" * 17, "\ud800"])
def test_what_is_no_term_has_no_keys(text: str) -> None:
    assert keys_of(text, person=False) == keys_of(text, person=True) == set()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("huangxiaofeng", "黄晓峰"),
        ("huanxiaofen", "黄晓峰"),
        ("huangxiaofengg", "黄晓峰"),
        ("huangxiofeng", "黄晓峰"),
        ("huangxioafeng", "黄晓峰"),
        ("huangxiabfeng", "黄晓峰"),
        ("huangxiaofemg", "黄晓峰"),
        ("hxf", "黄晓峰"),
        ("huangxf", "黄晓峰"),
        ("huang", "黄晓峰"),
        ("ouyang", "欧阳静文"),
        ("oyjw", "欧阳静文"),
        ("ouyangjw", "欧阳静文"),
        ("shan", "单红"),
        ("danhong", "单红"),
        ("lujing", "吕静"),
        ("lvjing", "吕静"),
        ("lyujing", "吕静"),
    ],
)
def test_letters_meet_the_name_they_stand_for(typed: str, name: str) -> None:
    assert keys_of_letters(typed) & keys_of(name, person=True)


@pytest.mark.parametrize("typed", ["h", "lixiaofeng", "hxg", "huangx", "x" * 33])
def test_letters_do_not_meet_another_name(typed: str) -> None:
    assert not keys_of_letters(typed) & keys_of("黄晓峰", person=True)


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("幼儿圆", "幼儿园"),
        ("优尔元", "幼儿园"),
        ("位学", "学位"),
        ("薛位", "学位"),
        ("营商环镜", "营商环境"),
    ],
)
def test_characters_meet_what_they_sound_like(typed: str, word: str) -> None:
    assert keys_of_word(typed) & keys_of(word, person=False)


@pytest.mark.parametrize("typed", ["园", "字" * 17])
def test_what_is_no_word_is_not_looked_up(typed: str) -> None:
    assert keys_of_word(typed) == set()


@given(
    st.text(alphabet="幼儿园圆学", min_size=3, max_size=6),
    st.text(alphabet="幼儿园圆学", min_size=3, max_size=6),
)
def test_words_one_slip_apart_meet(typed: str, word: str) -> None:
    if one_slip(typed, word):
        assert keys_of_word(typed) & keys_of(word, person=False)


@given(st.text())
def test_keys_of_any_text_fit_their_column(text: str) -> None:
    spelled = spelling(text)
    for keys in (keys_of(text, person=False), keys_of(text, person=True)):
        assert all(1 < len(key) <= 120 for key in keys)
        assert (f"={spelled}" in keys) == (2 <= len(spelled) <= 16)
