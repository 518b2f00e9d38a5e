from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, transaction

from releases.document import Document, Kind, Paragraph, Turn
from releases.record.models import Filing, Question, Topic
from releases.record.publishing import publish, withdraw
from tests.record.making import DOCUMENT, held, no_files, release_of

pytestmark = pytest.mark.django_db

DUE = date(2026, 4, 15)


def left_open(*, due: date | None = DUE, given_on: date | None = None) -> Document:
    """Return the document with its question left for later, and answered in writing if there is a day."""
    *before, question, answer = DOCUMENT.turns
    turns = (*before, replace(question, due=due), replace(answer, given_on=given_on))
    return replace(DOCUMENT, turns=turns)


def topics_of(question: Question) -> list[str]:
    """Return what the question is filed under."""
    return [topic.name for topic in question.topics.all()]


def test_a_question_has_its_line_and_its_day() -> None:
    release_of()
    question = Question.objects.get()
    assert (question.key, question.turn, question.position) == ("20260329-1/t3", "t3", 2)
    assert (question.title, question.label, str(question)) == (
        "企业开办需要几天？",
        "澜江日报记者",
        question.title,
    )
    assert (question.held_on, question.answered) == (date(2026, 3, 29), True)
    assert (question.due, question.settled_on) == (None, None)


def test_a_question_without_words_is_called_after_who_asked() -> None:
    silent = Turn("t8", Kind.QUESTION, None, "媒体提问")
    nobody = Turn("t9", Kind.QUESTION)
    release_of(replace(DOCUMENT, turns=(silent, nobody)))
    assert [question.title for question in Question.objects.newest_first()] == ["媒体提问", "（没有文字）"]
    assert not any(question.answered for question in Question.objects.all())


def test_questions_stand_newest_first_and_in_the_order_asked() -> None:
    twice = (*DOCUMENT.turns, Turn("t9", Kind.QUESTION, None, "记者", blocks=(Paragraph("还有吗？"),)))
    release_of(replace(DOCUMENT, turns=twice))
    release_of(held(DOCUMENT, date(2026, 5, 1)))
    assert [question.key for question in Question.objects.newest_first()] == [
        "20260501-1/t3",
        "20260329-1/t3",
        "20260329-1/t9",
    ]


def test_a_question_is_owed_until_it_is_answered_in_writing() -> None:
    first = release_of(left_open())
    release_of(held(left_open(due=date(2026, 4, 1)), date(2026, 3, 30)))
    release_of()
    assert [question.due for question in Question.objects.owed()] == [date(2026, 4, 1), DUE]
    given = left_open(given_on=date(2026, 4, 10))
    publish(document=given, files=no_files, by="签发人", note="补充书面答复", release_id=first.pk)
    assert [question.due for question in Question.objects.owed()] == [date(2026, 4, 1)]
    settled = Question.objects.get(release=first)
    assert (settled.due, settled.settled_on) == (DUE, date(2026, 4, 10))


@pytest.mark.parametrize(
    ("due", "given_on", "late"),
    [
        (DUE, None, True),
        (date(2026, 4, 16), None, False),
        (DUE, date(2026, 5, 1), False),
        (None, None, False),
    ],
)
def test_a_question_is_late_from_the_day_after(due: date | None, given_on: date | None, late: bool) -> None:  # noqa: FBT001  (a case's answer)
    release_of(left_open(due=due, given_on=given_on))
    assert Question.objects.get().is_late(date(2026, 4, 16)) is late


def test_what_is_filed_stays_filed_through_corrections_and_a_withdrawal() -> None:
    release = release_of()
    topic = Topic.objects.create(slug="business", name="开办企业")
    Filing.objects.create(question=Question.objects.get(), topic=topic)
    assert list(Question.objects.unfiled()) == []
    corrected = replace(DOCUMENT, title="更正后的标题")
    publish(document=corrected, files=no_files, by="签发人", note="更正标题", release_id=release.pk)
    assert topics_of(Question.objects.get()) == ["开办企业"]
    withdraw(release_id=release.pk, reason="有误", by="签发人")
    assert list(topic.questions.all()) == []
    assert Question.objects.count() == 0
    publish(document=corrected, files=no_files, by="签发人", note="恢复", release_id=release.pk)
    assert topics_of(Question.objects.get()) == ["开办企业"]


def test_a_question_is_filed_under_a_topic_once() -> None:
    release_of()
    topic = Topic.objects.create(slug="business", name="开办企业")
    filing = Filing.objects.create(question=Question.objects.get(), topic=topic)
    assert str(filing) == f"20260329-1/t3 {topic.pk}"
    with pytest.raises(IntegrityError), transaction.atomic():
        Filing.objects.create(question=Question.objects.get(), topic=topic)


def test_what_was_settled_stands_with_the_latest_answer_on_top() -> None:
    release_of(left_open(given_on=date(2026, 4, 10)))
    release_of(held(left_open(given_on=date(2026, 4, 12)), date(2026, 3, 1)))
    release_of(held(left_open(due=None, given_on=date(2026, 4, 14)), date(2026, 3, 2)))
    release_of(held(left_open(), date(2026, 3, 3)))
    assert [question.settled_on for question in Question.objects.settled()] == [
        date(2026, 4, 12),
        date(2026, 4, 10),
    ]


@pytest.mark.parametrize(("today", "days"), [(DUE, 0), (date(2026, 4, 14), 0), (date(2026, 4, 18), 3)])
def test_a_question_is_late_by_days(today: date, days: int) -> None:
    release_of(left_open())
    assert Question.objects.get().days_late(today) == days


def test_a_question_comes_with_its_first_answer() -> None:
    again = Turn("t5", Kind.ANSWER, "p3", "白砚", "t3", blocks=(Paragraph("补充一点。"),))
    release_of(replace(DOCUMENT, turns=(*DOCUMENT.turns, again)))
    release_of(held(replace(DOCUMENT, turns=DOCUMENT.turns[:3]), date(2026, 5, 1)))
    unanswered, answered = Question.objects.newest_first().with_answer()
    assert unanswered.answer is None  # type: ignore[attr-defined]
    assert answered.answer == {  # type: ignore[attr-defined]
        "turn": "t4",
        "label": "江望舒",
        "speaker_ref": "12",
        "speaker_name": "江望舒",
        "speaker_position": "市行政审批局局长",
        "begins": "半天之内办结。",
    }


def test_a_question_comes_with_its_words() -> None:
    release_of()
    assert [one.words for one in Question.objects.with_words()] == ["企业开办需要几天？"]  # type: ignore[attr-defined]
