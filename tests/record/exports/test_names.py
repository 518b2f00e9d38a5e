from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.record.exports.names import numbered, safe


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("发布会现场", "03-发布会现场.jpg"),
        ("图为新区。（资料图）。", "03-图为新区。（资料图）.jpg"),
        ("", "03.jpg"),
        ("../..", "03.jpg"),
        ("甲/乙\\丙\n丁\u202egpj.", "03-甲 乙 丙 丁gpj.jpg"),
        ("长" * 80, f"03-{'长' * 40}.jpg"),
    ],
)
def test_a_name_keeps_its_place_and_its_words(words: str, name: str) -> None:
    assert numbered(3, words, ".jpg") == name


@given(st.text())
def test_a_name_is_one_that_every_file_system_takes(words: str) -> None:
    name = safe(words)
    assert len(name) <= 60
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f]|^[ .。]|[ .。]$', name)
