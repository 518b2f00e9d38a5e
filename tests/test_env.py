from __future__ import annotations

from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from portal import env


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Return what sets variables, with THIS unset to begin with."""
    monkeypatch.delenv("THIS", raising=False)
    return monkeypatch


def test_missing_variables_take_their_defaults(given: pytest.MonkeyPatch) -> None:
    del given
    assert env.text("THIS") == ""
    assert env.text("THIS", "something") == "something"
    assert env.flag("THIS", default=True) is True
    assert env.flag("THIS", default=False) is False
    assert env.words("THIS", "a,b") == ["a", "b"]
    assert env.whole_number("THIS", 7) == 7
    assert env.path("THIS", Path("/srv")) == Path("/srv")


def test_text_has_no_white_space_around_it(given: pytest.MonkeyPatch) -> None:
    given.setenv("THIS", "  two words\n")
    assert env.text("THIS") == "two words"


def test_an_empty_variable_is_an_empty_list_and_no_text(given: pytest.MonkeyPatch) -> None:
    given.setenv("THIS", " ")
    assert env.text("THIS", "something") == "something"
    assert env.words("THIS", "a,b") == []


@pytest.mark.parametrize(
    ("word", "value"),
    [
        *((word, True) for word in ("1", "true", "YES", " on ")),
        *((word, False) for word in ("0", "False", "no", "off")),
    ],
)
def test_flag_reads_yes_and_no(given: pytest.MonkeyPatch, word: str, value: bool) -> None:  # noqa: FBT001  (a table of cases)
    given.setenv("THIS", word)
    assert env.flag("THIS", default=not value) is value


@pytest.mark.parametrize("word", ["maybe", "2", "-"])
def test_flag_refuses_anything_else(given: pytest.MonkeyPatch, word: str) -> None:
    given.setenv("THIS", word)
    with pytest.raises(ImproperlyConfigured) as refused:
        env.flag("THIS", default=True)
    assert str(refused.value) == f"THIS='{word}': write 1 or 0."


def test_empty_flag_takes_its_default(given: pytest.MonkeyPatch) -> None:
    given.setenv("THIS", " ")
    assert env.flag("THIS", default=True) is True


def test_one_of_some_words(given: pytest.MonkeyPatch) -> None:
    assert env.one_of("THIS", ("a", "b"), "a") == "a"
    given.setenv("THIS", " b ")
    assert env.one_of("THIS", ("a", "b"), "a") == "b"
    given.setenv("THIS", "B")
    with pytest.raises(ImproperlyConfigured) as refused:
        env.one_of("THIS", ("a", "b"), "a")
    assert str(refused.value) == "THIS='B': write a, b."


def test_pairs_are_names_with_values(given: pytest.MonkeyPatch) -> None:
    given.setenv("THIS", " 初审 = 甲组 ,, 终审=乙组")
    assert env.pairs("THIS") == [("初审", "甲组"), ("终审", "乙组")]
    given.delenv("THIS")
    assert env.pairs("THIS", "a=b") == [("a", "b")]


@pytest.mark.parametrize("word", ["初审", "=甲组", "初审="])
def test_pairs_refuse_what_is_none(given: pytest.MonkeyPatch, word: str) -> None:
    given.setenv("THIS", word)
    with pytest.raises(ImproperlyConfigured) as refused:
        env.pairs("THIS")
    assert str(refused.value) == f"THIS: '{word}' is no name=value."


def test_words_have_no_empty_places(given: pytest.MonkeyPatch) -> None:
    given.setenv("THIS", " a.gov.cn, ,b.gov.cn,")
    assert env.words("THIS") == ["a.gov.cn", "b.gov.cn"]


def test_whole_number_reads_or_refuses(given: pytest.MonkeyPatch) -> None:
    given.setenv("THIS", "-15")
    assert env.whole_number("THIS", 0) == -15
    given.setenv("THIS", "1.5")
    with pytest.raises(ImproperlyConfigured) as refused:
        env.whole_number("THIS", 0)
    assert str(refused.value) == "THIS='1.5': write a whole number."


def test_path_is_a_path(given: pytest.MonkeyPatch) -> None:
    given.setenv("THIS", "/var/lib/portal")
    assert env.path("THIS", Path("/srv")) == Path("/var/lib/portal")


@pytest.mark.parametrize("value", [None, "", "  "])
def test_required_says_what_is_missing_and_why(given: pytest.MonkeyPatch, value: str | None) -> None:
    if value is not None:
        given.setenv("THIS", value)
    with pytest.raises(ImproperlyConfigured) as refused:
        env.required("THIS", "it is needed.")
    assert str(refused.value) == "THIS is not set: it is needed."


def test_required_gives_what_is_there(given: pytest.MonkeyPatch) -> None:
    given.setenv("THIS", "here")
    assert env.required("THIS", "it is needed.") == "here"


def test_origin_is_scheme_and_host(given: pytest.MonkeyPatch) -> None:
    given.setenv("THIS", "https://news.example.gov.cn/")
    assert env.origin("THIS", "why") == "https://news.example.gov.cn"


@pytest.mark.parametrize(
    "value", ["garbage", "https://", "ftp://a.cn", "https://a.cn/news", "https://a.cn?x", "https://a.cn#x"]
)
def test_origin_refuses_anything_else(given: pytest.MonkeyPatch, value: str) -> None:
    given.setenv("THIS", value)
    with pytest.raises(ImproperlyConfigured, match="nothing after it"):
        env.origin("THIS", "why")
