"""A second import against rows that people have worked on."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from releases.desk.load import Outcome, load
from releases.desk.models import Conference, Turn
from releases.document import Document, Held, Kind, Paragraph, Person, Photo, Role
from releases.document import Turn as DocumentTurn

pytestmark = pytest.mark.django_db

FIRST = Document(
    title="清水入城",
    held=Held(date(2026, 3, 29), "3月29日"),
    people=(Person("p1", "李木", "局长"), Person("p2", "王禾", "副局长", Role.MODERATOR)),
    turns=(
        DocumentTurn("t1", Kind.QUESTION, label="记者", blocks=(Paragraph("何时完工？"),)),
        DocumentTurn("t2", Kind.ANSWER, "p1", "李木", "t1", blocks=(Paragraph("明年六月。"),)),
    ),
    photos=(Photo("f1", "a.jpg", "现场"), Photo("f2", "b.jpg")),
)


def loaded() -> Conference:
    conference = Conference.objects.create()
    load(document=FIRST, conference=conference)
    return conference


def again(conference: Conference, document: Document) -> Outcome:
    return load(document=document, conference=Conference.objects.get(pk=conference.pk), earlier=FIRST)


def codes(outcome: Outcome) -> list[str]:
    return [problem.code for problem in outcome.problems]


def with_body(text: str) -> Document:
    question, answer = FIRST.turns
    return dataclasses.replace(
        FIRST, turns=(question, dataclasses.replace(answer, blocks=(Paragraph(text),)))
    )


def test_counters_stand_past_every_number() -> None:
    conference = loaded()
    assert (conference.next_participant, conference.next_turn, conference.next_photo) == (3, 3, 3)


def test_a_field_nobody_edited_takes_the_new_value() -> None:
    conference = loaded()
    outcome = again(
        conference, dataclasses.replace(FIRST, title="清水入城（二）", held=Held(date(2026, 3, 30), ""))
    )
    conference.refresh_from_db()
    assert (conference.title, conference.held_day, codes(outcome)) == (
        "清水入城（二）",
        date(2026, 3, 30),
        [],
    )


def test_an_edited_field_stays_and_a_difference_is_reported() -> None:
    conference = loaded()
    Conference.objects.update(title="清水入城新闻发布会", venue="发布厅")
    assert codes(again(conference, FIRST)) == []
    assert codes(again(conference, dataclasses.replace(FIRST, title="别的标题"))) == ["kept-edited-field"]
    conference.refresh_from_db()
    assert (conference.title, conference.venue) == ("清水入城新闻发布会", "发布厅")


def test_an_edited_position_stays_and_a_person_not_in_the_file_too() -> None:
    conference = loaded()
    conference.participants.filter(number=1).update(position="党委书记、局长")
    document = dataclasses.replace(FIRST, people=(Person("p1", "李木", "代局长"),), turns=(), photos=())
    outcome = again(conference, document)
    assert codes(outcome) == ["kept-edited-position", "person-not-in-file"]
    rows = conference.participants.values_list("number", "order", "position")
    assert list(rows) == [(1, 1, "党委书记、局长"), (2, 2, "副局长")]


def test_typed_words_of_photos_stay() -> None:
    conference = loaded()
    conference.photos.filter(number=1).update(caption="发布会现场", alt="三人坐在台上")
    conference.photos.filter(number=2).update(decorative=True)
    photos = (Photo("f2", "b.jpg", alt="台标"), Photo("f3", "c.jpg"))
    again(conference, dataclasses.replace(FIRST, photos=photos))
    rows = conference.photos.values_list("number", "order", "caption", "alt", "decorative")
    assert list(rows) == [
        (2, 1, "", "", True),
        (3, 2, "", "", False),
        (1, 3, "发布会现场", "三人坐在台上", False),
    ]


def test_an_edited_turn_stays_when_the_file_did_not_change_it() -> None:
    conference = loaded()
    conference.turns.filter(number=2).update(
        body="明年六月底。", kind="statement", answers=None, label="李局长"
    )
    outcome = again(conference, FIRST)
    turn = conference.turns.get(number=2)
    assert (turn.body, turn.kind, turn.answers, turn.label) == ("明年六月底。", "statement", None, "李局长")
    assert (codes(outcome), outcome.displaced) == ([], [])


def test_a_turn_changed_by_both_takes_the_file_and_keeps_the_edited_words_aside() -> None:
    conference = loaded()
    conference.turns.filter(number=2).update(body="明年六月底。")
    outcome = again(conference, with_body("明年九月。"))
    assert conference.turns.get(number=2).body == "明年九月。"
    assert outcome.displaced == ["明年六月底。"]
    assert [(problem.code, problem.turn) for problem in outcome.problems] == [("edited-turn-replaced", "t2")]


def test_a_turn_changed_by_the_file_alone_is_taken() -> None:
    conference = loaded()
    outcome = again(conference, with_body("明年九月。"))
    assert conference.turns.get(number=2).body == "明年九月。"
    assert (codes(outcome), outcome.displaced) == ([], [])


def test_words_of_turns_that_the_file_lacks_are_set_aside() -> None:
    conference = loaded()
    Turn.objects.create(conference=conference, number=3, order=3, body="补记一段")
    Turn.objects.create(conference=conference, number=4, order=4)
    outcome = again(conference, FIRST)
    assert outcome.displaced == ["补记一段"]
    assert [turn.public_id for turn in conference.turns.all()] == ["t1", "t2"]


def with_days() -> Conference:
    """Return a conference whose question was left for later and answered in writing, as staff typed it."""
    conference = loaded()
    question = conference.turns.get(number=1)
    conference.turns.filter(number=1).update(due=date(2026, 4, 15))
    written = {"answers": question, "given_on": date(2026, 4, 10), "body": "六月三十日。"}
    Turn.objects.create(conference=conference, number=3, order=2, kind="answer", label="李木", **written)
    conference.next_turn = 4
    conference.save()
    return conference


def days(conference: Conference) -> list[tuple[int, int, date | None, date | None]]:
    return list(conference.turns.values_list("number", "order", "due", "given_on"))


def test_days_that_staff_typed_stay_and_a_written_answer_too() -> None:
    conference = with_days()
    thanks = DocumentTurn("t4", Kind.STATEMENT, "p2", "王禾", blocks=(Paragraph("谢谢大家。"),))
    outcome = again(conference, dataclasses.replace(FIRST, turns=(*FIRST.turns, thanks)))
    assert days(conference) == [
        (1, 1, date(2026, 4, 15), None),
        (2, 2, None, None),
        (3, 2, None, date(2026, 4, 10)),
        (4, 3, None, None),
    ]
    assert conference.turns.get(number=3).answers == conference.turns.get(number=1)
    assert ([(each.code, each.turn) for each in outcome.problems], outcome.displaced) == (
        [("written-answer-kept", "t3")],
        [],
    )


def test_a_written_answer_stays_where_its_question_has_gone() -> None:
    conference = with_days()
    again(conference, dataclasses.replace(FIRST, turns=(dataclasses.replace(FIRST.turns[1], answers=None),)))
    assert days(conference) == [(2, 1, None, None), (3, 1, None, date(2026, 4, 10))]
    assert conference.turns.get(number=3).answers is None


def test_days_go_where_the_file_makes_something_else_of_the_turn() -> None:
    conference = with_days()
    conference.turns.filter(number=2).update(given_on=date(2026, 4, 1))
    statements = tuple(dataclasses.replace(turn, kind=Kind.STATEMENT, answers=None) for turn in FIRST.turns)
    outcome = again(conference, dataclasses.replace(FIRST, turns=statements))
    assert days(conference) == [
        (1, 1, None, None),
        (3, 1, None, date(2026, 4, 10)),
        (2, 2, None, None),
    ]
    assert [(each.code, each.turn) for each in outcome.problems] == [
        ("due-lost", "t1"),
        ("given-on-lost", "t2"),
        ("written-answer-kept", "t3"),
    ]


def test_a_missing_question_leaves_its_answer_without_one() -> None:
    conference = loaded()
    answer = dataclasses.replace(FIRST.turns[1], answers=None)
    again(conference, dataclasses.replace(FIRST, turns=(answer,)))
    assert conference.turns.get().answers is None
