from __future__ import annotations

from releases.storable import storable


def test_only_what_no_database_holds_is_replaced() -> None:
    value = {"text": "大家\x00好\ud800", "rows": [["镕㎡𠮷", 3, None, True]]}
    assert storable(value) == {"text": "大家\ufffd好?", "rows": [["镕㎡𠮷", 3, None, True]]}
