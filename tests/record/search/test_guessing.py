from __future__ import annotations

import pytest

from releases.record.search.guessing import Grade, guesses
from releases.record.search.keys import keys_of as keys_of_term
from releases.record.search.query import parse
from releases.record.search.spans import keys_of, spans
from releases.record.search.terms import Known

# What there is, and in how many releases.
WORDS = {"幼儿园": 9, "幼儿": 3, "收费": 5, "标准": 4, "营商环境": 7, "公示": 2, "公式": 1, "PCR": 1}
PEOPLE = {"黄晓峰": 2, "单红": 1, "欧阳静文": 1, "黄小风": 8}


def guessed(typed: str) -> list[tuple[str, str]]:
    """Return what is guessed, the nearest first, as the database would be asked for it."""
    found = spans(parse(typed).words)
    asked = keys_of(found)
    known = [
        Known(key, kind, text, "", "", number)
        for kind, texts in (("word", WORDS), ("person", PEOPLE))
        for text, number in texts.items()
        for key in sorted(keys_of_term(text, person=kind == "person") & asked)
    ]
    return [(" ".join(guess.words), guess.grade.name) for guess in guesses(found, known)]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("幼儿圆", [("幼儿园", "ALIKE"), ("幼儿", "ONE_SLIP")]),
        ("幼园儿", [("幼儿园", "ONE_SLIP"), ("幼儿", "ONE_SLIP")]),
        ("幼园", [("幼儿园", "ONE_SLIP")]),
        ("幼小儿园", [("幼儿园", "ONE_SLIP")]),
        ("优尔元", [("幼儿园", "SAME_SOUND")]),
        ("工事", [("公示", "SAME_SOUND"), ("公式", "SAME_SOUND")]),
        ("费收", [("收费", "ONE_SLIP")]),
        ("营商还境", [("营商环境", "ALIKE")]),
        ("pcr", [("PCR", "SAME")]),
        ("pcx", [("PCR", "ONE_SLIP")]),
        ("youeryuan", [("幼儿园", "ALIKE")]),
        ("yey", [("幼儿园", "INITIALS")]),
        ("学位", []),
        ("xqz", []),
    ],
)
def test_words_are_guessed_by_slips_and_sounds(typed: str, found: list[tuple[str, str]]) -> None:
    assert guessed(typed) == found


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("黄晓峰", [("黄晓峰", "SAME"), ("黄小风", "SAME_SOUND")]),
        ("黄晓风", [("黄小风", "ALIKE"), ("黄晓峰", "ALIKE")]),
        ("huangxiaofeng", [("黄小风", "ALIKE"), ("黄晓峰", "ALIKE")]),
        ("huangxiaofemg", [("黄小风", "SOUND_ONE_SLIP"), ("黄晓峰", "SOUND_ONE_SLIP")]),
        ("hxf", [("黄小风", "INITIALS"), ("黄晓峰", "INITIALS")]),
        ("huang", [("黄小风", "SURNAME"), ("黄晓峰", "SURNAME")]),
        ("shanhong", [("单红", "ALIKE")]),
        ("danhong", [("单红", "ALIKE")]),
        ("ouyang", [("欧阳静文", "SURNAME")]),
    ],
)
def test_names_are_guessed_by_pinyin(typed: str, found: list[tuple[str, str]]) -> None:
    assert guessed(typed) == found


def test_a_name_typed_apart_or_turned_round_is_guessed() -> None:
    assert guessed("Jingwen Ouyang")[0] == ("欧阳静文", "ALIKE")
    assert guessed("黄 晓峰")[0] == ("黄晓峰", "SAME")


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("幼儿园收费标准", "幼儿园 收费 标准"),
        ("幼儿圆收费标准", "幼儿园 收费 标准"),
        ("幼儿园的收费", "幼儿园 收费"),
        ("今秋幼儿园", "今秋 幼儿园"),
        ("幼儿园学位", "幼儿园 学位"),
    ],
)
def test_what_is_typed_without_spaces_is_put_into_words(typed: str, found: str) -> None:
    assert guessed(typed)[0] == (found, "ALIKE")
    parts = [words for words, grade in guessed(typed) if grade == "PART"]
    assert parts == sorted((word for word in found.split() if word in WORDS), key=lambda word: -WORDS[word])


def test_the_longer_word_is_taken_and_spelling_before_sound() -> None:
    assert guessed("公式标准")[0] == ("公式 标准", "ALIKE")


def test_one_word_and_a_particle_are_not_two_words() -> None:
    assert guessed("的幼儿园了") == [("幼儿园", "PART")]


def test_a_known_name_is_not_taken_apart() -> None:
    found = spans(parse("欧阳收费").words)
    name = Known("=欧阳收费", "person", "欧阳收费", "1", "", 1)
    word = Known("=收费", "word", "收费", "", "", 5)
    assert [guess.words for guess in guesses(found, [name, word])] == [("欧阳收费",)]


def test_the_last_resorts() -> None:
    assert [grade for grade in Grade if grade.is_last_resort] == [Grade.PART, Grade.SURNAME]
