from __future__ import annotations

import pytest

from releases.desk.forms.review import review_sheet
from releases.desk.forms.sheet import mark, marks_of, unix
from tests.desk.making import ready


@pytest.mark.django_db
def test_each_typed_field_has_its_print() -> None:
    marks = marks_of(review_sheet(ready(photo="")).marks())
    first = {name.removeprefix("turns-0-"): print_ for name, print_ in marks.items() if "-0-" in name}
    assert first == {
        "order": mark("1"),
        "kind": mark("statement"),
        "speaker": first["speaker"],
        "label": mark("陈舟"),
        "answers": mark(""),
        "time": mark(""),
        "due": mark(""),
        "given_on": mark(""),
        "body": mark("大家下午好！今天请到了市水务局的同志。"),
    }
    assert len(marks) == 5 * len(first)


@pytest.mark.parametrize("text", ["一\r\n二", "一\r二", "一\n二"])
def test_line_ends_are_no_difference(text: str) -> None:
    assert unix(text) == "一\n二"


def test_a_print_tells_texts_apart_and_takes_any() -> None:
    assert len({mark(""), mark(" "), mark("字"), mark("字 "), mark("\ud800")}) == 5


@pytest.mark.parametrize("text", ["", "=", "junk", "a=1 a=2"])
def test_forged_prints_are_read(text: str) -> None:
    assert marks_of(text).get("a", "") in ("", "2")
