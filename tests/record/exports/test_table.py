from __future__ import annotations

import csv
import io

from releases.record.exports.table import COLUMNS, write
from tests.record.exports.making import URL, edition


def test_table_has_a_row_a_turn() -> None:
    data = write(edition())
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row[0] for row in rows[1:]] == ["t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8", "t9"]
    question = ["t5", "提问", "", "", "江畔晚报记者", "", "16:40", "2026-04-15", ""]
    assert rows[5] == [*question, "跨省的呢？\nWhat about others?", f"{URL}v1/#t5"]
    answer = ["t8", "回答", "江望舒", "市行政审批局局长", "江望舒", "t5", "", "", "2026-04-10"]
    assert rows[8] == [*answer, "也是半天。", f"{URL}v1/#t8"]
