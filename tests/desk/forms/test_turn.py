from __future__ import annotations

import pytest

from releases.desk.forms.turn import LinesField


@pytest.mark.parametrize("sent", ["甲\n乙", "甲\r\n乙", "甲\r乙"])
def test_line_ends_of_a_browser_are_no_change(sent: str) -> None:
    field = LinesField()
    assert field.clean(sent) == "甲\n乙"
    assert not field.has_changed("甲\n乙", sent)
    assert field.has_changed("甲\n丙", sent)
