from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.utils import translation
from hypothesis import given

from releases.document import (
    Attachment,
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
from releases.record.pages.differences import Difference, differences
from tests.desk.strategies import PATIENT, documents
from tests.record.making import DOCUMENT, with_leaflet

OPENING, STATEMENT, QUESTION, ANSWER = DOCUMENT.turns
PHOTO = Photo("f1", "DSC_0417.jpg", "现场", "主席台", "澜江日报", "a" * 64, 800, 600)
PICTURED = replace(DOCUMENT, photos=(PHOTO,))
# What of a difference is not in its parts: key, kind, name, whose.
Head = tuple[str, str, str, str]


def heads(old: Document, new: Document) -> list[Head]:
    """Return what is told of each difference beside its words."""
    return [(one.key, one.kind_label, one.name, one.who) for one in differences(old, new)]


def said(difference: Difference) -> list[tuple[str, list[str]]]:
    """Return the parts, what is removed in [-…-] and what is added in {+…+}."""
    marks = {"kept": "{}", "added": "{{+{}+}}", "removed": "[-{}-]"}
    return [
        (
            part.label,
            ["".join(marks[piece.kind].format(piece.words) for piece in line) for line in part.lines],
        )
        for part in difference.parts
    ]


def only(old: Document, new: Document) -> Difference:
    """Return the one difference there is."""
    (difference,) = differences(old, new)
    return difference


def test_a_word_of_a_turn_is_told_within_its_line() -> None:
    turn = replace(ANSWER, blocks=(Paragraph("一天之内办结。"),))
    new = replace(DOCUMENT, turns=(*DOCUMENT.turns[:3], turn))
    assert heads(DOCUMENT, new) == [("t4", "改动", "回答", "江望舒")]
    assert said(only(DOCUMENT, new)) == [("", ["[-半-]{+一+}天之内办结。"])]


def test_turns_come_go_and_move() -> None:
    thanks = Turn("t5", Kind.STATEMENT, "p1", "闻知秋", blocks=(Paragraph("谢谢！"), Paragraph("再见。")))
    added = replace(DOCUMENT, turns=(*DOCUMENT.turns, thanks))
    assert heads(DOCUMENT, added) == [("t5", "新增", "发布", "闻知秋")]
    assert said(only(DOCUMENT, added)) == [("", ["{+谢谢！+}", "{+再见。+}"])]
    assert heads(added, DOCUMENT) == [("t5", "删去", "发布", "闻知秋")]
    assert said(only(added, DOCUMENT)) == [("", ["[-谢谢！-]", "[-再见。-]"])]
    moved = replace(DOCUMENT, turns=(STATEMENT, QUESTION, ANSWER, OPENING))
    assert heads(DOCUMENT, moved) == [("t1", "调换次序", "发布", "闻知秋")]
    assert only(DOCUMENT, moved).parts == ()


def test_who_is_said_to_have_spoken_is_told_at_each_turn_and_a_position_once() -> None:
    chair, head, guest = DOCUMENT.people
    position = replace(DOCUMENT, people=(chair, replace(head, position="市行政审批局副局长"), guest))
    assert heads(DOCUMENT, position) == [("p2", "改动", "人员", "江望舒")]
    assert said(only(DOCUMENT, position)) == [("职务", ["市行政审批局{+副+}局长"])]
    name = replace(DOCUMENT, people=(chair, replace(head, name="江望苏"), guest))
    assert [key for key, *_ in heads(DOCUMENT, name)] == ["p2", "t2", "t4"]
    assert said(differences(DOCUMENT, name)[1]) == [("发言人", ["江望[-舒-]{+苏+}"])]


def test_facts_of_a_turn_stand_under_their_labels() -> None:
    asked = replace(QUESTION, label="记者", time="16:20", due=date(2026, 4, 15))
    written = replace(ANSWER, answers=None)
    new = replace(DOCUMENT, turns=(OPENING, STATEMENT, asked, written))
    first, second = differences(DOCUMENT, new)
    assert said(first) == [
        ("署名", ["[-澜江日报-]记者"]),
        ("时间", ["{+16:20+}"]),
        ("会后答复期限", ["{+2026-04-15+}"]),
    ]
    assert said(second) == [("回答的提问", ["[-#t3-]"])]
    given_on = replace(
        DOCUMENT, turns=(OPENING, STATEMENT, QUESTION, replace(ANSWER, given_on=date(2026, 4, 9)))
    )
    assert said(only(DOCUMENT, given_on)) == [("书面答复日期", ["{+2026-04-09+}"])]


@pytest.mark.parametrize(
    ("part", "key", "name", "parts"),
    [
        ({"title": "新标题"}, "title", "标题", None),
        ({"subject": "审批"}, "subject", "主题", None),
        ({"section": "jdhy"}, "section", "栏目", [("", ["jdhy[-/xwfbh-]"])]),
        ({"source": "某局"}, "source", "来源", None),
        ({"keywords": ("审批",)}, "keywords", "关键词", [("", ["[-营商环境、审批-]{+审批+}"])]),
        ({"summary": ""}, "summary", "摘要", [("", ["[-介绍优化营商环境的举措。-]"])]),
        ({"published_on": None}, "published_on", "原页面发布日期", [("", ["[-2026-03-30-]"])]),
        (
            {"venue": "澜江市政务中心二楼发布厅"},
            "venue",
            "地点",
            [("", ["澜江市政务中心[-一-]{+二+}楼发布厅"])],
        ),
        (
            {"held": Held(date(2026, 3, 29), DOCUMENT.held.text)},
            "held",
            "时间",
            [("日期", ["2026-03-29[- 16:00+08:00-]"])],
        ),
    ],
)
def test_facts_are_told_by_name(
    part: dict[str, object], key: str, name: str, parts: list[tuple[str, list[str]]] | None
) -> None:
    difference = only(DOCUMENT, replace(DOCUMENT, **part))  # type: ignore[arg-type]
    assert (difference.key, difference.kind, difference.name, difference.who) == (key, "changed", name, "")
    assert not difference.is_turn
    assert parts is None or said(difference) == parts


def test_people_photos_and_attachments_come_and_go() -> None:
    guest = Person("p4", "严子陵", "市商务局局长", Role.ATTENDEE)
    more = replace(DOCUMENT, people=(*DOCUMENT.people, guest))
    assert heads(DOCUMENT, more) == [("p4", "新增", "人员", "严子陵")]
    assert said(only(DOCUMENT, more)) == [("职务", ["{+市商务局局长+}"]), ("身份", ["{+出席+}"])]
    assert heads(PICTURED, DOCUMENT) == [("f1", "删去", "照片", "现场")]
    assert said(only(PICTURED, DOCUMENT)) == [
        ("替代文字", ["[-主席台-]"]),
        ("图片署名", ["[-澜江日报-]"]),
        ("文件摘要值", ["[-aaaaaaaaaaaa-]"]),
    ]
    leaflet = with_leaflet(DOCUMENT)
    assert heads(DOCUMENT, leaflet) == [("a1", "新增", "附件", "办事指南")]


def test_what_pages_do_not_print_is_told_without_its_words() -> None:
    """Neither a file's own name nor the key of a person's page is anybody's business."""
    renamed = replace(DOCUMENT, photos=(replace(PHOTO, file="内部.jpg"),))
    assert said(only(PICTURED, renamed)) == []
    attached = replace(DOCUMENT, attachments=(Attachment("a1", "甲.pdf", "指南"),))
    other = replace(DOCUMENT, attachments=(Attachment("a1", "乙.pdf", "指南"),))
    assert (only(attached, other).kind, said(only(attached, other))) == ("changed", [])


def test_places_of_photos_are_told_in_the_language_of_the_page() -> None:
    placed = replace(OPENING, blocks=(*OPENING.blocks, PhotoBlock("f1")))
    new = replace(PICTURED, turns=(placed, *DOCUMENT.turns[1:]))
    assert said(only(PICTURED, new)) == [("", ["{+〔照片 f1〕+}"])]
    with translation.override("en"):
        assert heads(PICTURED, new) == [("t1", "Changed", "Statement", "闻知秋")]
        assert said(only(PICTURED, new)) == [("", ["{+[photo f1]+}"])]


@given(documents(), documents())
@PATIENT
def test_only_equal_documents_have_no_differences(old: Document, new: Document) -> None:
    found = differences(old, new)
    assert (found == ()) is (old == new)
    keys = [difference.key for difference in found]
    assert len(keys) == len(set(keys))
