"""The same page in the other language."""

from __future__ import annotations

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from releases.record.languages import alternates, has_chinese, in_chinese, in_english, is_english


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("/", "/en/"),
        ("/releases/?year=2026&words=%E6%B0%B4", "/en/releases/?year=2026&words=%E6%B0%B4"),
        ("/enough/", "/en/enough/"),
        ("/people/en/", "/en/people/en/"),
    ],
)
def test_a_page_has_an_address_in_each_language(chinese: str, english: str) -> None:
    assert (in_english(chinese), in_chinese(english)) == (english, chinese)
    assert (in_english(english), in_chinese(chinese)) == (english, chinese)


@given(st.text("/en?x.", max_size=12))
def test_no_address_leads_to_another_host(rest: str) -> None:
    for path in (in_chinese(f"/{rest}"), in_chinese(f"/en/{rest}"), in_english(f"/{rest}")):
        assert path.startswith("/")
    assert not in_chinese(f"/en/{rest}").startswith("//")
    assert not in_english(f"/{rest}").startswith("//")


def test_an_alternate_is_canonical_whichever_page_names_it() -> None:
    expected = (
        ("zh-Hans", "https://news.example.gov.cn/people/?page=2"),
        ("en", "https://news.example.gov.cn/en/people/?page=2"),
        ("x-default", "https://news.example.gov.cn/people/?page=2"),
    )
    assert alternates("https://news.example.gov.cn/people/?page=2") == expected
    assert alternates("https://news.example.gov.cn/en/people/?page=2") == expected


@pytest.mark.parametrize("text", ["水", "(水)", "“a”，", "《", "１", "𠀀", "々"])
def test_chinese_is_noticed(text: str) -> None:
    assert has_chinese(text)


@pytest.mark.parametrize("text", ["", "water", "“2.4” — 3 × 4 … Zürich", 2026, None])
def test_what_an_english_voice_can_read_is_not_chinese(text: object) -> None:
    assert not has_chinese(text)


def test_the_shell_is_english_only_where_english_was_asked_for() -> None:
    assert not is_english()
    with translation.override("en"):
        assert is_english()
    with translation.override(None):
        assert not is_english()
