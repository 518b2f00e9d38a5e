from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from releases.record.exports.inert import cell, escaped, in_script, plain

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"


def test_plain_leaves_out_what_cannot_be_seen() -> None:
    assert plain(f"a\x00\x1b\x7f\x85{BIDI}\u2028\ud800\uffff\tb\n镕㎡") == "a\tb\n镕㎡"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+86", "'+86"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("＝1", "'＝1"),
        (" \t=1", "' \t=1"),
        ("\r=1", "'=1"),
        ("\n=1", "'\n=1"),
        ("\u202e=1", "'=1"),
        ("2=1", "2=1"),
        ("（-5）", "（-5）"),
        ("", ""),
    ],
)
def test_cell_begins_no_formula(text: str, written: str) -> None:
    assert cell(text) == written


@given(st.text(st.sampled_from("=+-@＝ \t\r\n'\"a1\u202e\x00")))
def test_no_cell_begins_a_formula_whatever_it_holds(text: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out).writerow([cell(text)])
    (found,) = next(csv.reader(io.StringIO(out.getvalue(), newline="")), [""]) or [""]
    assert not found.lstrip().startswith(("=", "+", "-", "@", "＝"))


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_escaped_json_reads_as_the_same_values_and_hides_nothing(value: object) -> None:
    text = escaped(json.dumps(value, ensure_ascii=False))
    assert json.loads(text) == value
    assert plain(text) == text


@given(st.text() | st.text('</script><!--&\u2028\u202e"\\\x00'))
@example("</script><script>alert(1)</script>")
@example("<!--<script>")
def test_no_text_ends_the_script_it_stands_in(text: str) -> None:
    written = in_script(json.dumps({"a": text}, ensure_ascii=False))
    assert not set(written) & {"<", ">", "&", *BIDI, "\u2028", "\x00"}
    assert json.loads(written) == {"a": text}
