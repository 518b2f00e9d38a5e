"""What must never be false of a row, tried against the database itself."""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, RestrictedError

from releases.desk.models import (
    Attachment,
    Conference,
    Leftover,
    Participant,
    Person,
    Photo,
    Source,
    Turn,
)

pytestmark = pytest.mark.django_db


def row(model: type[Model], **values: Any) -> Model:
    """Return an unsaved row that nothing is wrong with but the values."""
    defaults: dict[type[Model], dict[str, Any]] = {
        Conference: {},
        Person: {"name": "李木"},
        Participant: {"number": 1, "name": "李木"},
        Turn: {"number": 1},
        Photo: {"number": 1},
        Attachment: {
            "number": 1,
            "file_name": "a.pdf",
            "media_type": "application/pdf",
            "size": 1,
            "digest": "a",
        },
        Source: {"file_name": "a.txt", "sha256": "b", "document": {}},
        Leftover: {"line": 1, "text": "x", "kind": "unplaced"},
    }
    fields = {**defaults[model], **values}
    if model not in (Conference, Person):
        fields["conference"] = Conference.objects.create()
    if model is Leftover:
        fields["source"] = Source.objects.create(
            conference=fields["conference"], file_name="a", sha256="c", document={}
        )
    return model(**fields)


AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("model", "values", "sentence"),
    [
        (Conference, {"state": "published"}, "已发布或已撤回的发布会必须有公开编号，草稿不能有。"),
        (Conference, {"release_id": "20260101-1"}, "已发布或已撤回的发布会必须有公开编号，草稿不能有。"),
        (Conference, {"held_time": time(9)}, "填写了举行时刻，就要填写举行日期。"),
        (Person, {"name": ""}, "请填写姓名。"),
        (Participant, {"name": ""}, "请填写姓名。"),
        (Photo, {"digest": "a"}, "图片文件与尺寸不一致。"),
        (Photo, {"width": 1, "height": 1}, "图片文件与尺寸不一致。"),
        (
            Photo,
            {"decorative": True, "alt": "x"},
            "标为“仅为装饰”的图片不写替代文字；要写替代文字，请取消勾选。",
        ),
        (Attachment, {"size": 0}, "附件没有内容。"),
        (Attachment, {"digest": ""}, "附件没有内容。"),
        (Leftover, {"state": "placed"}, "已处理的文字必须有处理时间。"),
        (Leftover, {"decided_at": AT}, "已处理的文字必须有处理时间。"),
    ],
)
def test_a_false_row_is_refused_in_words_and_by_the_database(
    model: type[Model], values: dict[str, Any], sentence: str
) -> None:
    row(model).save()
    wrong = (
        row(model, **({**values, "sha256": "d"} if model is Source else values))
        if model is not Leftover
        else None
    )
    if wrong is None:
        right = Leftover.objects.get()
        wrong = Leftover(
            conference=right.conference, source=right.source, line=1, text="x", kind="unplaced", **values
        )
    with pytest.raises(ValidationError) as caught:
        wrong.validate_constraints()
    assert caught.value.messages == [sentence]
    with pytest.raises(IntegrityError), transaction.atomic():
        wrong.save()


@pytest.mark.parametrize("model", [Participant, Turn, Photo, Attachment])
def test_a_number_is_given_once_in_a_conference(model: type[Model]) -> None:
    first = row(model)
    first.save()
    again = row(model)
    again.conference = first.conference  # type: ignore[attr-defined]
    with pytest.raises(ValidationError, match="编号重复"):
        again.validate_constraints()
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_a_release_belongs_to_one_conference() -> None:
    values = {"state": "published", "release_id": "20260101-1", "published_digest": "a"}
    Conference.objects.create(**values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Conference.objects.create(**values)
    Conference.objects.create()
    Conference.objects.create()


def test_only_an_answer_answers() -> None:
    conference = Conference.objects.create()
    question = Turn.objects.create(conference=conference, number=1, kind="question")
    with pytest.raises(IntegrityError), transaction.atomic():
        Turn.objects.create(conference=conference, number=2, kind="statement", answers=question)
    Turn.objects.create(conference=conference, number=2, kind="answer", answers=question)


@pytest.mark.parametrize(
    ("field", "right", "wrong", "sentence"),
    [
        ("due", "question", "answer", "只有“提问”才有会后答复期限。"),
        ("given_on", "answer", "question", "只有“回答”才有书面答复日期。"),
    ],
)
def test_a_day_stands_on_one_kind_of_turn(field: str, right: str, wrong: str, sentence: str) -> None:
    row(Turn, kind=right, **{field: AT.date()}).save()
    false = row(Turn, kind=wrong, **{field: AT.date()})
    with pytest.raises(ValidationError) as caught:
        false.validate_constraints()
    assert caught.value.messages == [sentence]
    with pytest.raises(IntegrityError), transaction.atomic():
        false.save()


def test_a_question_goes_and_leaves_its_written_answer() -> None:
    conference = Conference.objects.create()
    question = Turn.objects.create(conference=conference, number=1, kind="question")
    answer = Turn.objects.create(
        conference=conference, number=2, kind="answer", answers=question, given_on=AT.date()
    )
    question.delete()
    answer.refresh_from_db()
    assert (answer.answers, answer.given_on) == (None, AT.date())


def test_the_same_bytes_are_imported_once() -> None:
    row(Source).save()
    with pytest.raises(IntegrityError), transaction.atomic():
        row(Source).save()


def test_a_speaker_goes_only_with_the_whole_conference() -> None:
    conference = Conference.objects.create()
    speaker = Participant.objects.create(conference=conference, number=1, name="李木")
    Turn.objects.create(conference=conference, number=1, speaker=speaker)
    with pytest.raises(RestrictedError):
        speaker.delete()
    conference.delete()
    assert not Participant.objects.exists()


def test_rows_show_themselves_in_words() -> None:
    assert str(Conference(title="清水入城")) == "清水入城"
    assert str(Conference(subject="清水")) == "清水"
    assert str(Conference()) == "（无标题）"
    assert str(Turn(number=3, label="李木", body="大家好")) == "t3 李木 大家好"
    assert str(Photo(number=3)) == "f3"
    assert str(Attachment(title="", file_name="a.pdf")) == "a.pdf"
    assert str(Source(file_name="a.txt")) == "a.txt"
    assert str(Leftover(text="一句话")) == "一句话"
    assert str(Participant(name="李木")) == "李木"


def test_drafts_and_order_of_conferences() -> None:
    values = {"state": "published", "release_id": "20260101-1", "published_digest": "a"}
    dated = Conference.objects.create(held_day=AT.date(), **values)
    undated = Conference.objects.create()
    assert list(Conference.objects.drafts()) == [undated]
    assert list(Conference.objects.newest_first()) == [undated, dated]
