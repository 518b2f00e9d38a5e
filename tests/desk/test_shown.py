from __future__ import annotations

import pytest

from releases.desk.shown import shown


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("甲\x07乙", "甲乙"), ("甲\u200b乙", "甲乙"), ("甲\r\n乙\t丙", "甲\r\n乙\t丙"), ("\ufeff甲", "甲")],
)
def test_only_what_can_be_seen_is_kept(typed: str, kept: str) -> None:
    assert shown(typed) == kept
