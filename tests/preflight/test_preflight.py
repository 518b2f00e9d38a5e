"""All checks together: on a page like those that are pasted, and on whatever else comes."""

from __future__ import annotations

import json
import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.document import Document, Paragraph
from releases.preflight import Context, Severity, check
from releases.preflight.context import Doubt
from releases.transcripts.reading import read
from tests.desk.strategies import documents
from tests.preflight.making import CONTEXT, TODAY, saying

PASTED = """当前位置：首页 > 解读回应 > 新闻发布会
澜江高新区“打造服务高地”新闻发布会
来源：澜江高新区 发布时间：2023-03-30 字体：[ ]
时间：2023年3月29日下午16:00
主题：打造服务高地
地点：高新区研发园1号楼1542会议室
发布人：李木 高新区管委会主任
王禾 高新区党政办公室主任
主持人：陈舟 市委宣传部副部长
图文实录：
9M0A9576.jpg
陈舟：
出席今天活动的有：高新区管委会主任李木，市政府新闻办专职副主任缪娟。
李木：
编制“一张单，梳理530项事项，按“标准化”办理。
照“提升年要求，推进“一网通办”，土地挂牌前期”全周期办理。
陈舟：
谢谢大家！
扫一扫在手机打开当前页
"""


def place(document: Document, name: str) -> str:
    """Return the text at a dotted place of a document."""
    parts = name.split(".")
    if parts[0] in ("people", "photos", "attachments"):
        row = next(each for each in getattr(document, parts[0]) if each.id == parts[1])
        return str(getattr(row, parts[2]))
    if parts[0] == "turns":
        turn = next(each for each in document.turns if each.id == parts[1])
        if parts[2] == "label":
            return turn.label
        block = turn.blocks[int(parts[3])]
        assert isinstance(block, Paragraph)
        return block.text
    return document.held.text if name == "held.text" else str(getattr(document, name))


def test_a_pasted_page_shows_what_an_editor_would_find() -> None:
    document = read(PASTED.encode(), "page.txt").document
    context = Context(today=TODAY, imported=False)
    assert [(each.code, each.severity.value, each.place, each.text) for each in check(document, context)] == [
        ("period-and-24-hours", "amber", "held.text", "下午16:00"),
        ("listed-but-silent", "note", "people.p2.name", "王禾"),
        ("present-but-unlisted", "amber", "turns.t2.blocks.0", "缪娟"),
        ("unpaired-mark", "amber", "turns.t3.blocks.0", "“"),
        ("unpaired-mark", "amber", "turns.t3.blocks.1", "“"),
        ("unpaired-mark", "amber", "turns.t3.blocks.1", "”"),
        ("photo-missing", "note", "photos.f1", ""),
        ("camera-file", "note", "photos.f1.file", "9M0A9576.jpg"),
    ]


def test_a_document_without_a_fault_has_no_findings() -> None:
    assert check(saying("大家好，工程预计六月底完工。"), CONTEXT) == []


_marks = st.text(
    "“”‘’（）()《》，。、；：？！,;:的的了3月2日0123456789%占比共其中 户路号室http://.gov.cn\u200b王李",
    max_size=60,
)


@given(st.lists(_marks.map(str.strip).filter(bool), max_size=4))
@settings(deadline=None)
def test_findings_name_exactly_the_characters_they_are_about(words: list[str]) -> None:
    document = saying(*words)
    for finding in check(document, CONTEXT):
        assert isinstance(finding.severity, Severity)
        json.dumps(finding.to_json())
        if finding.text:
            assert place(document, finding.place)[finding.start : finding.end] == finding.text


@given(documents())
@settings(deadline=None)
def test_no_document_breaks_a_check(document: Document) -> None:
    for finding in check(document, Context(today=date(2026, 1, 1), names=frozenset({"李木市"}))):
        assert finding.message
        assert finding.to_json()["turn"] == finding.turn


@pytest.mark.parametrize(
    "piece",
    [
        "“",
        "，",
        "1",
        "路",
        "http://",
        "的",
        " ",
        "占比",
        "共1个其中1个",
        "市路1号1",
        "上午",
        "2月",
        "[1",
        "a.b@",
    ],
)
def test_no_text_takes_long(piece: str) -> None:
    document = saying(piece * (100_000 // len(piece)))
    before = time.process_time()
    check(document, CONTEXT)
    # A square would take minutes: this is no measure of speed.
    assert time.process_time() - before < 8


def test_a_context_begins_with_the_starter_list() -> None:
    assert len(CONTEXT.wordings) == 11
    assert Doubt("x").turn == ""
