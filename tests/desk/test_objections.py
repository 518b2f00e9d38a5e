from __future__ import annotations

from datetime import date

import pytest

from releases.desk.freeze import parts_of
from releases.desk.leftovers import decide
from releases.desk.models import Conference, Leftover, LeftoverState, Photo, Turn, TurnKind
from releases.desk.objections import contradictions, examined, objections
from releases.desk.places import anchor
from releases.preflight import Finding
from tests.desk.making import account, codes, ready

pytestmark = pytest.mark.django_db


def test_a_finished_draft_meets_no_objection() -> None:
    assert objections(ready()) == []


def test_an_empty_draft_hears_everything_at_once() -> None:
    conference = Conference.objects.create(title=" ")
    Photo.objects.create(conference=conference, number=1)
    Photo.objects.create(
        conference=conference, number=2, file_name="a.jpg", digest="a" * 64, width=800, height=1
    )
    assert [(each.code, anchor(each.place)) for each in objections(conference)] == [
        ("no-title", "id_title"),
        ("no-section", "id_section"),
        ("no-source", "id_source"),
        ("no-day", "id_held_day"),
        ("photo-missing", "photos-group"),
        ("photo-without-alt", "photos-group"),
    ]


def test_rows_that_contradict_each_other_are_told_first() -> None:
    conference = Conference.objects.create(title=" ")
    Turn.objects.create(conference=conference, number=1, body="〔图 f9〕\n好")
    assert objections(conference) == [
        Finding("no-such-photo", "发言 t1 中有〔图 f9〕，但没有编号为 f9 的图片。", "turns.t1")
    ]


def test_a_day_printed_on_the_old_page_will_do() -> None:
    conference = ready()
    Conference.objects.update(held_day=None, held_time=None)
    conference.refresh_from_db()
    assert codes(conference) == []
    Conference.objects.update(published_on=None)
    conference.refresh_from_db()
    assert codes(conference) == ["no-day"]


def test_a_decorative_photo_needs_no_alt() -> None:
    conference = ready()
    conference.photos.update(alt="")
    assert codes(conference) == ["photo-without-alt"]
    conference.photos.update(decorative=True)
    assert codes(conference) == []


@pytest.mark.parametrize("field", ["alt", "caption"])
def test_a_bare_file_name_is_no_word_about_a_photo(field: str) -> None:
    conference = ready()
    conference.photos.update(**{field: "IMG_0001.jpg"})
    assert codes(conference) == ["camera-name"]


def test_a_title_that_fills_a_page_is_no_title() -> None:
    conference = ready()
    conference.title = "清" * 200
    assert codes(conference) == []
    conference.title = "清" * 201
    assert codes(conference) == ["long-title"]


def test_an_answer_to_what_is_no_question_is_found() -> None:
    conference = ready()
    conference.turns.filter(kind=TurnKind.QUESTION).update(kind=TurnKind.STATEMENT)
    answer = conference.turns.get(kind=TurnKind.ANSWER)
    question = conference.turns.get(body="请问工程何时完工？")
    assert [finding.message for finding in objections(conference)] == [
        f"发言 {answer.public_id} 回答的 {question.public_id} 不是提问。"
    ]


def test_days_on_what_they_cannot_stand_on_are_found() -> None:
    conference = ready()
    parts = parts_of(conference)
    question, answer = parts.turns[2], parts.turns[3]
    # As they are while somebody types: the database would refuse the first.
    question.due, question.kind = date(2026, 4, 15), TurnKind.STATEMENT
    answer.given_on, answer.answers = date(2026, 4, 10), None
    found = [(each.code, each.place, each.message) for each in contradictions(parts)]
    assert found == [
        ("due-of-no-question", "turns.t3.due", "发言 t3 不是提问，却有会后答复期限。"),
        ("given-to-nothing", "turns.t4.answers", "书面答复 t4 没有选它回答的提问。"),
    ]
    assert examined(conference, parts).document is None


def test_unplaced_words_block_until_somebody_decides() -> None:
    user = account("撰稿")
    conference = ready(by=user)
    source = conference.sources.get()
    rows = [
        Leftover.objects.create(conference=conference, source=source, line=1, text=text, kind=kind)
        for text, kind in (("打印", "furniture"), ("一句话", "unplaced"), ("两句话", "unplaced"))
    ]
    assert [finding.message for finding in objections(conference)] == [
        "还有 2 处剩余文字没有处理：放入正文，或确认不予采用。"
    ]
    decide(leftover=rows[1], state=LeftoverState.PLACED, by=user)
    decide(leftover=rows[2], state=LeftoverState.DISMISSED, by=user)
    assert codes(conference) == []
    decide(leftover=rows[2], state=LeftoverState.OPEN, by=user)
    assert codes(conference) == ["leftovers"]
    assert (rows[2].decided_at, rows[2].decided_by) == (None, None)


@pytest.mark.parametrize("mark", ["〔图 F1〕", "文字〔图 f1〕文字", "【图 f1】", "[图f1]", "（图 ｆ１）"])
def test_a_mistyped_place_of_a_photo_is_named(mark: str) -> None:
    conference = ready()
    conference.turns.filter(number=1).update(body=mark)
    assert codes(conference) == ["photo-mark"]


@pytest.mark.parametrize("words", ["〔图 f1〕", "如图 f1 所示", "（图为现场）"])
def test_what_is_a_photos_place_or_speaks_of_one_is_fine(words: str) -> None:
    conference = ready()
    conference.turns.filter(number=1).update(body=words)
    assert codes(conference) == []
