"""``.turns.csv``: a row a turn, for spreadsheets."""

from __future__ import annotations

import csv
import io

from releases.record.exports.edition import Edition
from releases.record.exports.inert import cell
from releases.record.exports.words import KINDS

EMBARGO = "限时公开"
COLUMNS = (
    "编号",
    "类别",
    "发言人",
    "职务",
    "显示名称",
    "回答的提问",
    "时间",
    "会后答复期限",
    "书面答复日期",
    "内容",
    "网址",
)


def write(edition: Edition) -> bytes:
    """Return RFC 4180 with a byte order mark, without which spreadsheets read Chinese as Latin letters.

    What is given ahead says so in a first column: a row that is sorted or copied elsewhere takes it along.
    """
    out = io.StringIO(newline="")
    rows = csv.writer(out)
    head, mark = ((EMBARGO,), (edition.embargo.line,)) if edition.embargo else ((), ())
    rows.writerow((*head, *COLUMNS))
    for turn in edition.document.turns:
        speaker = edition.speaker(turn)
        values = (
            *mark,
            turn.id,
            KINDS[turn.kind],
            speaker.name if speaker else "",
            speaker.position if speaker else "",
            turn.label,
            turn.answers or "",
            turn.time,
            turn.due.isoformat() if turn.due else "",
            turn.given_on.isoformat() if turn.given_on else "",
            turn.text,
            edition.turn_url(turn),
        )
        rows.writerow(map(cell, values))
    return out.getvalue().encode("utf-8-sig")
