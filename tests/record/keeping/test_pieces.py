from __future__ import annotations

import gzip

from hypothesis import given
from hypothesis import strategies as st

from releases.record.keeping import pieces

PARTS = st.binary() | st.text().map(str.encode).map(lambda part: part * 50)


@given(PARTS, PARTS, PARTS, PARTS)
def test_what_is_joined_is_the_whole_whatever_stands_in_the_middle(
    before: bytes, after: bytes, middle: bytes, other: bytes
) -> None:
    packed = pieces.pack(before, after)
    for one in (middle, other, middle):
        assert gzip.decompress(pieces.joined(packed, one, after)) == before + one + after


def test_the_same_page_has_the_same_bytes() -> None:
    made = [pieces.joined(pieces.pack(b"before", b"after"), b"middle", b"after") for _ in range(2)]
    assert made[0] == made[1]
