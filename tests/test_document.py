from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from releases.document import (
    SCHEMA,
    Attachment,
    Document,
    DocumentError,
    Held,
    Kind,
    Paragraph,
    Person,
    Photo,
    PhotoBlock,
    Role,
    Turn,
    canonical,
    digest_of,
)

BEIJING = timezone(timedelta(hours=8))
FULL = Document(
    title="新闻发布会",
    subject="主题",
    section="jdhy/xwfbh",
    source="市政府新闻办",
    keywords=("甲", "乙"),
    summary="摘要",
    published_on=date(2023, 3, 30),
    held=Held(datetime(2023, 3, 29, 16, 0, tzinfo=BEIJING), "2023年3月29日下午16:00"),
    venue="一楼发布厅",
    people=(Person("p1", "李木", "局长", Role.SPOKESPERSON, "7"),),
    turns=(
        Turn("t1", Kind.NARRATION, blocks=(PhotoBlock("f1"),)),
        Turn("t2", Kind.QUESTION, None, "媒体提问", None, "10:15", (Paragraph("为什么？"),)),
        Turn("t3", Kind.ANSWER, "p1", "李木", "t2", "", (Paragraph("因为。"), Paragraph("Because.", "en"))),
    ),
    photos=(Photo("f1", "9M0A9576.jpg", "图说", "替代", "摄影", "ab" * 32, 640, 480),),
    attachments=(Attachment("a1", "指南.pdf", "指南", "application/pdf", 10, "cd" * 32),),
)
JSON = {
    "schema": "release-document/1",
    "title": "新闻发布会",
    "subject": "主题",
    "section": "jdhy/xwfbh",
    "source": "市政府新闻办",
    "keywords": ["甲", "乙"],
    "summary": "摘要",
    "published_on": "2023-03-30",
    "held": {"start": "2023-03-29T16:00:00+08:00", "text": "2023年3月29日下午16:00"},
    "venue": "一楼发布厅",
    "people": [{"id": "p1", "name": "李木", "position": "局长", "role": "spokesperson", "ref": "7"}],
    "turns": [
        {
            "id": "t1",
            "kind": "narration",
            "speaker": None,
            "label": "",
            "answers": None,
            "time": "",
            "blocks": [{"type": "photo", "photo": "f1"}],
        },
        {
            "id": "t2",
            "kind": "question",
            "speaker": None,
            "label": "媒体提问",
            "answers": None,
            "time": "10:15",
            "blocks": [{"type": "paragraph", "text": "为什么？", "lang": ""}],
        },
        {
            "id": "t3",
            "kind": "answer",
            "speaker": "p1",
            "label": "李木",
            "answers": "t2",
            "time": "",
            "blocks": [
                {"type": "paragraph", "text": "因为。", "lang": ""},
                {"type": "paragraph", "text": "Because.", "lang": "en"},
            ],
        },
    ],
    "photos": [
        {
            "id": "f1",
            "file": "9M0A9576.jpg",
            "caption": "图说",
            "alt": "替代",
            "credit": "摄影",
            "digest": "ab" * 32,
            "width": 640,
            "height": 480,
        }
    ],
    "attachments": [
        {
            "id": "a1",
            "file": "指南.pdf",
            "title": "指南",
            "media_type": "application/pdf",
            "size": 10,
            "digest": "cd" * 32,
        }
    ],
}
EMPTY: dict[str, Any] = {
    "schema": SCHEMA,
    "title": "",
    "subject": "",
    "section": "",
    "source": "",
    "keywords": [],
    "summary": "",
    "published_on": None,
    "held": {"start": None, "text": ""},
    "venue": "",
    "people": [],
    "turns": [],
    "photos": [],
    "attachments": [],
}

words = st.text(max_size=12)
starts = (
    st.none()
    | st.dates()
    | st.datetimes(timezones=st.sampled_from([UTC, BEIJING, timezone(timedelta(hours=-3, minutes=-30))]))
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    """Draw a whole document whose parts agree."""
    numbers = st.lists(st.integers(1, 99), unique=True, max_size=4)
    people = tuple(
        Person(f"p{n}", draw(words), draw(words), draw(st.sampled_from(Role)), draw(words))
        for n in draw(numbers)
    )
    photos = tuple(
        Photo(f"f{n}", draw(words), draw(words), width=draw(st.integers(0))) for n in draw(numbers)
    )
    speakers = st.sampled_from([None, *(person.id for person in people)])
    pictures = [st.builds(PhotoBlock, st.sampled_from([photo.id for photo in photos]))] if photos else []
    blocks = st.lists(st.one_of(st.builds(Paragraph, words, words), *pictures), max_size=3).map(tuple)
    turns: list[Turn] = []
    for number in draw(numbers):
        kind = draw(st.sampled_from(Kind))
        asked = [turn.id for turn in turns if turn.kind is Kind.QUESTION]
        answers = draw(st.sampled_from([None, *asked])) if kind is Kind.ANSWER else None
        days = st.none() | st.dates()
        due = draw(days) if kind is Kind.QUESTION else None
        given_on = draw(days) if answers else None
        turns.append(
            Turn(
                f"t{number}",
                kind,
                draw(speakers),
                draw(words),
                answers,
                draw(words),
                draw(blocks),
                due,
                given_on,
            )
        )
    return Document(
        title=draw(words),
        keywords=tuple(draw(st.lists(words, max_size=3))),
        published_on=draw(st.none() | st.dates()),
        held=Held(draw(starts), draw(words)),
        people=people,
        photos=photos,
        turns=tuple(turns),
        attachments=tuple(Attachment(f"a{n}", draw(words), size=draw(st.integers(0))) for n in draw(numbers)),
    )


def test_document_is_written_with_every_key() -> None:
    assert FULL.to_json() == JSON
    assert Document().to_json() == EMPTY


def test_document_is_read_from_json() -> None:
    assert Document.from_json(JSON) == FULL
    assert Document.from_json(EMPTY) == Document()


def test_days_of_a_written_answer_are_written_only_where_there_are_any() -> None:
    question = replace(FULL.turns[1], due=date(2023, 4, 15))
    answer = replace(FULL.turns[2], given_on=date(2023, 4, 10))
    document = replace(FULL, turns=(FULL.turns[0], question, answer))
    turns: list[dict[str, Any]] = JSON["turns"]  # type: ignore[assignment]  # a list of a dict of many things
    written = [turns[0], {**turns[1], "due": "2023-04-15"}, {**turns[2], "given_on": "2023-04-10"}]
    assert document.to_json() == {**JSON, "turns": written}
    assert Document.from_json(document.to_json()) == document


@given(documents())
def test_any_document_comes_back_from_its_canonical_text(document: Document) -> None:
    text = canonical(document.to_json())
    again = Document.from_json(json.loads(text))
    assert again == document
    assert canonical(again.to_json()) == text
    assert again.digest == document.digest


def test_digest_is_the_sha256_of_the_canonical_text() -> None:
    text = json.dumps(JSON, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert FULL.digest == hashlib.sha256(text.encode()).hexdigest() == digest_of(text)


@pytest.mark.parametrize(
    "changed",
    [
        replace(FULL, title="新闻发布会 "),
        replace(FULL, turns=FULL.turns[:2]),
        replace(FULL, photos=(replace(FULL.photos[0], digest="ac" * 32),)),
        replace(FULL, held=replace(FULL.held, start=date(2023, 3, 29))),
    ],
)
def test_digest_changes_with_any_change(changed: Document) -> None:
    assert changed.digest != FULL.digest


def test_canonical_has_sorted_keys_no_spaces_and_no_escapes() -> None:
    assert canonical({"乙": [1, None], "a": {"c": "é", "b": ""}}) == '{"a":{"b":"","c":"é"},"乙":[1,null]}'


def test_canonical_refuses_what_is_no_json() -> None:
    with pytest.raises(ValueError, match="Out of range"):
        canonical({"a": float("nan")})


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"people": (Person("p0", "甲"),)}, "'p0' is not an id of the form p1"),
        ({"people": (Person("1", "甲"),)}, "'1' is not an id of the form p1"),
        ({"people": (Person("p１", "甲"),)}, "'p１' is not an id of the form p1"),
        ({"people": (Person("p1", "甲"), Person("p1", "乙"))}, "p1 stands twice"),
        ({"turns": (Turn("p1", Kind.STATEMENT),)}, "'p1' is not an id of the form t1"),
        ({"turns": (Turn("t1", Kind.STATEMENT), Turn("t1", Kind.STATEMENT))}, "t1 stands twice"),
        ({"photos": (Photo("f01", "x"),)}, "'f01' is not an id of the form f1"),
        ({"attachments": (Attachment("a", "x"),)}, "'a' is not an id of the form a1"),
        ({"turns": (Turn("t1", Kind.STATEMENT, "p1"),)}, "turn t1: no person p1"),
        (
            {"turns": (Turn("t1", Kind.ANSWER, answers="t2"),)},
            "turn t1: t2 is not a question it could answer",
        ),
        (
            {"turns": (Turn("t1", Kind.STATEMENT), Turn("t2", Kind.ANSWER, answers="t1"))},
            "turn t2: t1 is not a question it could answer",
        ),
        (
            {"turns": (Turn("t1", Kind.QUESTION), Turn("t2", Kind.STATEMENT, answers="t1"))},
            "turn t2: t1 is not a question it could answer",
        ),
        ({"turns": (Turn("t1", Kind.NARRATION, blocks=(PhotoBlock("f1"),)),)}, "turn t1: no photo f1"),
        ({"turns": (Turn("t1", Kind.ANSWER, due=date(2023, 4, 15)),)}, "turn t1: only a question is due"),
        (
            {"turns": (Turn("t1", Kind.ANSWER, given_on=date(2023, 4, 15)),)},
            "turn t1: given in writing, and to no question",
        ),
    ],
)
def test_document_refuses_parts_that_contradict_each_other(parts: dict[str, Any], message: str) -> None:
    with pytest.raises(DocumentError) as refused:
        Document(**parts)
    assert str(refused.value) == message


@pytest.mark.parametrize(
    "data",
    [
        {},
        {**EMPTY, "schema": "release-document/2"},
        {key: value for key, value in EMPTY.items() if key != "venue"},
        {**EMPTY, "held": None},
        {**EMPTY, "published_on": "gestern"},
        {**EMPTY, "published_on": 20230330},
        {**EMPTY, "people": [{"id": "p1", "name": "甲", "role": "king"}]},
        {**EMPTY, "people": [{"id": "p1", "name": "甲", "role": "attendee", "age": 40}]},
        {**EMPTY, "people": [{"id": "p1", "role": "attendee"}]},
        {**EMPTY, "turns": [{"id": "t1", "kind": "statement"}]},
        {**EMPTY, "turns": [{"id": "t1", "kind": "statement", "blocks": [{"type": "video"}]}]},
        {**EMPTY, "turns": [{"id": "t1", "kind": "statement", "blocks": [{"type": "photo", "photo": "f1"}]}]},
        {**EMPTY, "turns": [{"id": "t1", "kind": "question", "blocks": [], "due": "soon"}]},
        {**EMPTY, "photos": ["f1"]},
    ],
)
def test_from_json_refuses_what_is_no_document(data: dict[str, Any]) -> None:
    with pytest.raises(DocumentError):
        Document.from_json(data)


def test_from_json_fills_keys_that_the_schema_gained_later() -> None:
    older = {
        **EMPTY,
        "people": [{"id": "p1", "name": "李木", "position": "", "role": "attendee"}],
        "turns": [{"id": "t1", "kind": "statement", "blocks": [{"type": "paragraph", "text": "好"}]}],
    }
    document = Document.from_json(older)
    assert document.people == (Person("p1", "李木", role=Role.ATTENDEE),)
    assert document.turns == (Turn("t1", Kind.STATEMENT, blocks=(Paragraph("好"),)),)


@pytest.mark.parametrize(
    ("held", "published_on", "day"),
    [
        # Half past midnight in the city is still the day before in UTC.
        (Held(datetime(2023, 3, 29, 0, 30, tzinfo=BEIJING)), None, date(2023, 3, 29)),
        (Held(date(2023, 3, 29)), date(2023, 3, 30), date(2023, 3, 29)),
        (Held(None, "三月底"), date(2023, 3, 30), date(2023, 3, 30)),
        (Held(), None, None),
    ],
)
def test_day_is_the_day_held_else_printed(held: Held, published_on: date | None, day: date | None) -> None:
    assert Document(held=held, published_on=published_on).day == day


def test_text_of_a_turn_is_its_paragraphs() -> None:
    blocks = (Paragraph("第一段"), PhotoBlock("f1"), Paragraph("第二段"))
    assert Turn("t1", Kind.STATEMENT, blocks=blocks).text == "第一段\n第二段"


def test_parts_are_found_by_id() -> None:
    assert FULL.person("p1") == FULL.people[0]
    assert (FULL.person("p2"), FULL.person(None)) == (None, None)
    assert FULL.photo("f1") == FULL.photos[0]
    with pytest.raises(KeyError, match="f2"):
        FULL.photo("f2")
