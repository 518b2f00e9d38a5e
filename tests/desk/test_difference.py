from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given

from releases.desk.difference import changes
from releases.document import Document, Held, Kind, Paragraph, Person, Photo, Turn
from tests.desk.strategies import PATIENT, documents

BASE = Document(
    title="清水入城新闻发布会",
    people=(Person("p1", "李木", "局长"),),
    turns=(
        Turn("t1", Kind.STATEMENT, "p1", "李木", blocks=(Paragraph("大家好。"), Paragraph("工程六月完工。"))),
        Turn("t2", Kind.QUESTION, None, "记者", blocks=(Paragraph("还有吗？"),)),
    ),
    photos=(Photo("f1", "a.jpg"),),
)


def told(old: Document, new: Document) -> list[tuple[str, str, list[str]]]:
    """Return each change with its lines, what is removed in [-…-] and what is added in {+…+}."""
    marks = {"kept": "{}", "added": "{{+{}+}}", "removed": "[-{}-]"}
    return [
        (
            change.name,
            change.kind,
            ["".join(marks[piece.kind].format(piece.words) for piece in line) for line in change.lines],
        )
        for change in changes(old, new)
    ]


def test_the_same_document_has_no_changes() -> None:
    assert changes(BASE, BASE) == []


def test_a_changed_word_is_shown_within_its_paragraph() -> None:
    turn = replace(BASE.turns[0], blocks=(Paragraph("大家好。"), Paragraph("工程九月完工。")))
    new = replace(BASE, turns=(turn, BASE.turns[1]))
    assert told(BASE, new) == [("发言 t1", "changed", ["工程[-六-]{+九+}月完工。"])]
    assert changes(BASE, new)[0].anchor == "turn-t1"


def test_turns_come_and_go_and_change_places() -> None:
    added = Turn("t3", Kind.ANSWER, "p1", "李木", "t2", blocks=(Paragraph("有。"),))
    assert told(BASE, replace(BASE, turns=(*BASE.turns, added))) == [
        ("发言 t3", "added", ["{+回答｜李木（p1）｜李木｜回答 t2｜+}", "{+有。+}"])
    ]
    assert told(BASE, replace(BASE, turns=BASE.turns[1:])) == [
        ("发言 t1", "removed", ["[-发言｜李木（p1）｜李木｜｜-]", "[-大家好。-]", "[-工程六月完工。-]"])
    ]
    assert [name for name, _, _ in told(BASE, replace(BASE, turns=BASE.turns[::-1]))] == ["发言次序"]


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ({"title": "别的"}, "标题"),
        ({"subject": "别的"}, "主题"),
        ({"section": "jdhy"}, "栏目"),
        ({"source": "某局"}, "来源"),
        ({"keywords": ("水",)}, "关键词"),
        ({"summary": "别的"}, "摘要"),
        ({"published_on": date(2026, 1, 1)}, "原页面发布日期"),
        ({"held": Held(date(2026, 1, 1))}, "时间"),
        ({"venue": "别处"}, "地点"),
        ({"people": (Person("p1", "李木", "副局长"),)}, "人员"),
        ({"people": (Person("p1", "李木", "局长", ref="7"),)}, "人员"),
        ({"photos": (Photo("f1", "a.jpg", alt="现场"),)}, "图片和附件"),
    ],
)
def test_every_part_of_a_document_is_compared(part: dict[str, object], name: str) -> None:
    assert [each for each, _, _ in told(BASE, replace(BASE, **part))] == [name]  # type: ignore[arg-type]


def test_a_day_set_and_a_day_given_are_told() -> None:
    asked = (BASE.turns[0], replace(BASE.turns[1], due=date(2026, 4, 15)))
    assert told(BASE, replace(BASE, turns=asked)) == [
        ("发言 t2", "changed", ["提问｜（无）｜记者｜｜{+｜会后答复期限 2026-04-15+}"])
    ]
    given = Turn("t3", Kind.ANSWER, "p1", "李木", "t2", given_on=date(2026, 4, 10))
    assert told(BASE, replace(BASE, turns=(*BASE.turns, given))) == [
        ("发言 t3", "added", ["{+回答｜李木（p1）｜李木｜回答 t2｜｜书面答复日期 2026-04-10+}", "{++}"])
    ]


@given(documents(), documents())
@PATIENT
def test_only_equal_documents_have_no_changes(old: Document, new: Document) -> None:
    found = changes(old, new)
    assert (found == []) is (old == new)
    assert all(
        piece.words or piece.kind != "kept" for change in found for line in change.lines for piece in line
    )
