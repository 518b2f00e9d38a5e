from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.record.search.distance import one_slip, without_one

# Few characters, so that words come near each other.
WORDS = st.text(alphabet="幼儿园圆ab", max_size=7)


def distance(first: str, second: str) -> int:
    """Return the optimal string alignment distance, by the table of the textbook."""
    rows = [list(range(len(second) + 1))]
    for i, one in enumerate(first, 1):
        row = [i]
        for j, other in enumerate(second, 1):
            best = min(row[j - 1] + 1, rows[i - 1][j] + 1, rows[i - 1][j - 1] + (one != other))
            if i > 1 and j > 1 and one == second[j - 2] and first[i - 2] == other:
                best = min(best, rows[i - 2][j - 2] + 1)
            row.append(best)
        rows.append(row)
    return rows[-1][-1]


@pytest.mark.parametrize(
    ("first", "second", "near"),
    [
        ("幼儿园", "幼儿园", True),
        ("幼儿圆", "幼儿园", True),
        ("幼园", "幼儿园", True),
        ("幼儿儿园", "幼儿园", True),
        ("幼园儿", "幼儿园", True),
        ("园儿幼", "幼儿园", False),
        ("学前教育", "幼儿园", False),
        ("", "园", True),
    ],
)
def test_one_slip(first: str, second: str, near: bool) -> None:  # noqa: FBT001  (a parameter)
    assert one_slip(first, second) == near


@given(WORDS, WORDS)
def test_one_slip_is_a_distance_of_one(first: str, second: str) -> None:
    assert one_slip(first, second) == (distance(first, second) <= 1)


@given(WORDS, WORDS)
def test_words_one_slip_apart_share_a_key(first: str, second: str) -> None:
    if one_slip(first, second):
        assert {first, *without_one(first)} & {second, *without_one(second)}


@given(st.text(max_size=8))
def test_without_one_is_each_word_shorter_by_a_character(word: str) -> None:
    assert without_one(word) == {word[:a] + word[b:] for a, b in pairwise(range(len(word) + 1))}
