"""A check is run as people type: no text makes one slow, and none makes one wrong about its place."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from releases.document import (
    Attachment,
    Block,
    Document,
    Held,
    Kind,
    Paragraph,
    Person,
    Photo,
    PhotoBlock,
    Role,
    Turn,
)
from releases.preflight import CHECKS, Context, Finding, Severity, check
from tests.preflight.making import TODAY, saying

LONG = 100_000
CONTEXT = Context(today=TODAY, names=frozenset({"李木森", "王一强"}), positions={"李木": ("副局长", None)})
SHAPES = {
    "quotes": "“",
    "commas": "，",
    "digits": "1",
    "roads": "路",
    "links": "http://",
    "particles": "的",
    "spaces": " ",
    "spaced characters": "字 ",
    "crossed": "（“",
    "counting": "，1）",
    "closing": "”",
    "apostrophes": "a’",
    "addresses": "和平路1号",
    "cards": "3333 ",
    "mobiles": "138-",
    "tags": "<p",
    "unseen": "\u200b",
    "shares": "占比",
    "totals": "共1个，其中1个，",
    "dates": "1月1日(农历",
    "years": "二〇",
    "present": "出席有局长李",
    "camera": "图 f1",
    "shared": "\\\\a\\",
    "wrong": "关健",
}


def placed(document: Document, place: str) -> str:
    """Return the text at a dotted place of a document."""
    plain = document.to_json()
    head, _, rest = place.partition(".")
    if place == "held.text" or not rest:
        return str(plain["held"]["text"] if rest else plain[head])
    number, *path = rest.split(".")
    row = next(each for each in plain[head] if each["id"] == number)
    return str(row["blocks"][int(path[1])]["text"] if path[0] == "blocks" else row[path[0]])


def everywhere(words: str) -> Document:
    """Return a document that has the words wherever words can stand, and says them."""
    spoken: tuple[Block, ...] = (Paragraph(words), Paragraph(words, "en"), PhotoBlock("f1"), Paragraph(words))
    return Document(
        title=words,
        subject=words,
        section=words,
        source=words,
        summary=words,
        held=Held(TODAY, words),
        venue=words,
        people=(
            Person("p1", words, words, Role.MODERATOR),
            Person("p2", "李木", words),
            Person("p3", "王 强", words, Role.ATTENDEE),
        ),
        turns=(
            Turn("t1", Kind.STATEMENT, "p1", words, blocks=spoken),
            Turn("t2", Kind.QUESTION, None, words, blocks=spoken),
            Turn("t3", Kind.ANSWER, None, words, "t2", blocks=spoken),
        ),
        photos=(Photo("f1", words, words, words, words, "a" * 64, 9, 9),),
        attachments=(Attachment("a1", words, words),),
    )


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time that some work takes."""
    before = time.process_time()
    work()
    return time.process_time() - before


def assert_quick(words: str, *, caption: bool = False) -> None:
    document = everywhere(words) if caption else saying(words)
    slow: dict[str, float] = {}
    for one in CHECKS:
        taken = seconds(lambda one=one: list(one.check(document, CONTEXT)))  # type: ignore[misc]
        if taken >= 4:
            slow[one.__name__] = taken
    assert slow == {}


@pytest.mark.parametrize("piece", SHAPES.values(), ids=SHAPES)
def test_a_long_run_is_checked_in_no_time(piece: str) -> None:
    assert_quick(piece * (LONG // len(piece)))


@pytest.mark.parametrize(
    ("start", "piece", "end"),
    [
        ("", "（", "）"),
        ("", "（", "》"),
        ("", "（", "“"),
        ("", "“甲（", "“"),
        ("和平路1号", "1", ""),
        ("和平路1号1单元", "1", ""),
        ("共1个，其中", "1", ""),
        ("共1个，其中1", ",111", ""),
        ("共1个，其中", "1.", ""),
        ("占", "1", ""),
        ("占全", "1", ""),
        ("市民满意", "1", ""),
        ("字 字，", "字 ", "”"),
        ("“字 字，", "字 ", ""),
        ("http://", ")", ""),
        ("http://", "(", ")"),
        ("http://", ".", ""),
        ("http://a", ",;", ""),
        ("〔", " ", ""),
        ("〔图f", "1", ""),
        ("\\\\", "a", ""),
        ("出席有", "、", ""),
        ("出席有", "和王", ""),
        ("2024年", "2月", "29日"),
        ("<p", " ", ""),
        ("扫一扫", "扫一扫", "手"),
    ],
)  # fmt: skip
def test_a_run_behind_what_opens_it_is_checked_in_no_time(start: str, piece: str, end: str) -> None:
    half = LONG // 2 if end else LONG
    assert_quick(start + piece * (half // len(piece)) + end * (half // max(1, len(end))))


@pytest.mark.parametrize("piece", [" ", "图 ", "a", "_", "1", "(", "a-", "路"])
def test_long_words_about_a_photo_are_checked_in_no_time(piece: str) -> None:
    assert_quick(piece * (5_000 // len(piece)) + "。", caption=True)


def test_ten_thousand_characters_are_checked_while_people_type() -> None:
    sentence = "2026年3月29日下午，全市共有学校20所，其中公办12所，民办8所，覆盖率达到98.2%（见“附件”）。"
    document = saying(*[sentence] * (10_000 // len(sentence) + 1))
    assert sum(len(block.text) for block in document.turns[0].blocks if isinstance(block, Paragraph)) > 10_000
    assert min(seconds(lambda: check(document, CONTEXT)) for _ in range(5)) < 0.15


PIECES = st.sampled_from(
    [
        *"“”‘’（）()《》〈〉【】[]，。、；：？！,;:?!-/.%％ 　\u200b\t#*@\\<>\u00a0",
        *"的了在与的将0123456789１２３一二三十月日时年Xx",
        *("出席发布会的有：市水务局副局长王　强。", "出席有", "：", "市水务局局长", "王强", "王　强", "李·木", "李・木", "缪娟", "等", "和", "记者", "请到"),
        *("下午16:00", "晚", "星期", "周一", "2026年", "2月29日", "4008-20-88", "二〇二六年", "13月"),
        *("占", "共有", "其中", "20所", "12所", "满意度", "100%", "1,234.5", "万元", "市民办事"),
        *("http://", "https://", "www.", "a.gov.cn", "10.0.0.1", "file:///", "ftp:/", "\\\\a\\b", "C:\\"),
        *("11010519491231002X", "１１０１０５１９４９１２３１００２Ｘ", "13812341234", "6222020200112230", "+86 "),
        *("和平路", "12号", "3栋", "502室", "2单元", "小区", "政务中心", "关健", "烈土", "康", "党十九大"),
        *("IMG_0001.jpg", "〔图 f1〕", "图", "f1", "扫一扫", "手机", "字体：[", "&nbsp;", "<br/>", "it’s", "€", "𠮷", "é"),
    ]
)  # fmt: skip
WORDS = st.one_of(st.lists(PIECES, max_size=14).map("".join), st.text(max_size=30))


def assert_sound(finding: Finding, document: Document) -> None:
    assert isinstance(finding.severity, Severity)
    assert json.loads(json.dumps(finding.to_json())) == finding.to_json()
    assert finding.code
    assert finding.message
    assert len(finding.key) == 64
    assert 0 <= finding.start <= finding.end
    assert finding.end - finding.start == len(finding.text)
    if finding.text:
        assert placed(document, finding.place)[finding.start : finding.end] == finding.text


@given(WORDS)
@settings(deadline=None, max_examples=300)
def test_a_finding_stands_where_it_says(words: str) -> None:
    document = everywhere(words)
    for finding in check(document, CONTEXT):
        assert_sound(finding, document)


@given(st.lists(WORDS, min_size=1, max_size=4))
@settings(deadline=None, max_examples=200)
def test_a_finding_about_what_is_said_stands_where_it_says(words: list[str]) -> None:
    document = saying(*words)
    for finding in check(document, CONTEXT):
        assert_sound(finding, document)


@given(st.sampled_from(CHECKS), WORDS)
@settings(deadline=None, max_examples=200)
def test_a_check_says_the_same_twice(one: ModuleType, words: str) -> None:
    document = everywhere(words)
    assert list(one.check(document, CONTEXT)) == list(one.check(document, CONTEXT))
