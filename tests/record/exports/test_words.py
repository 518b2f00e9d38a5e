from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from releases.document import Document, Held
from releases.record.exports.words import held
from tests.record.making import HELD


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (Held(HELD, "2026年3月29日下午16:00"), "2026年3月29日下午16:00"),
        (Held(HELD), "2026-03-29 16:00"),
        (Held(date(2026, 3, 29)), "2026-03-29"),
        (Held(), ""),
    ],
)
def test_held_is_as_printed_else_as_known(when: Held, words: str) -> None:
    assert held(replace(Document(), held=when)) == words
