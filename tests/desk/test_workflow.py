from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.storage import storages

from releases.desk import workflow
from releases.desk.models import Conference, Person, State, Turn
from releases.desk.refusal import WorkflowError
from releases.record.models import Release, Version, VersionKind
from tests.desk.making import account, ready

pytestmark = pytest.mark.django_db

AT = datetime(2026, 4, 1, 8, tzinfo=UTC)


def test_publishing_makes_a_release_and_says_so_at_the_desk() -> None:
    user = account("签发")
    conference = ready(by=user)
    version = workflow.publish(conference=conference, by=user, at=AT)
    conference.refresh_from_db()
    assert (version.release_id, version.number, version.kind, version.by) == (
        "20260329-1",
        1,
        "first",
        "周签发",
    )
    assert (conference.state, conference.release_id, conference.published_digest) == (
        "published",
        "20260329-1",
        version.digest,
    )
    assert (conference.updated_by, conference.updated_at) == (user, AT)
    photo = conference.photos.get()
    assert storages["public"].exists(f"photos/{photo.digest[:2]}/{photo.digest}.jpg")
    assert LogEntry.objects.first().change_message == "首次发布（20260329-1 第 1 版）"  # type: ignore[union-attr]


def test_publishing_names_people_across_releases() -> None:
    version = workflow.publish(conference=ready(), by=None)
    assert [person.ref for person in version.content.people] == [
        str(Person.objects.get(name=name).pk) for name in ("李木", "王禾", "陈舟")
    ]
    assert version.by == "系统导入"


def test_objections_stop_publishing_and_nothing_changes() -> None:
    conference = ready()
    Conference.objects.update(title="", section=None)
    with pytest.raises(WorkflowError) as caught:
        workflow.publish(conference=conference, by=None)
    assert str(caught.value) == "没有标题；没有选择栏目。"
    conference.refresh_from_db()
    assert (conference.state, Release.objects.count()) == ("draft", 0)
    assert not storages["public"].exists("photos")


def test_a_correction_keeps_the_id_and_the_first_time() -> None:
    conference = ready()
    workflow.publish(conference=conference, by=None, at=AT)
    Turn.objects.filter(body="预计明年六月底完工。").update(body="预计明年九月底完工。")
    version = workflow.publish(conference=conference, by=None, note="改正完工时间。")
    assert (version.release_id, version.number, version.kind, version.note) == (
        "20260329-1",
        2,
        "correction",
        "改正完工时间。",
    )
    assert Release.objects.get().published_at == AT
    assert [turn.id for turn in version.content.turns] == [
        turn.id for turn in Version.objects.get(number=1).content.turns
    ]


def test_the_record_refuses_a_change_that_is_none_or_goes_without_a_note() -> None:
    conference = ready()
    workflow.publish(conference=conference, by=None)
    with pytest.raises(WorkflowError):
        workflow.publish(conference=conference, by=None, note="没有改动")
    Conference.objects.update(venue="别处")
    with pytest.raises(WorkflowError):
        workflow.publish(conference=conference, by=None)
    conference.refresh_from_db()
    assert (Version.objects.count(), conference.state) == (1, "published")


def test_an_announcement_gets_its_transcript_as_an_addition() -> None:
    conference = ready(photo="")
    turns = list(conference.turns.all())
    conference.turns.all().delete()
    assert workflow.publish(conference=conference, by=None).content.turns == ()
    for turn in turns:
        turn.pk, turn.answers = None, None
    Turn.objects.bulk_create(turns)
    version = workflow.publish(conference=conference, by=None, note="补充实录。", kind=VersionKind.ADDITION)
    assert (version.kind, len(version.content.turns)) == ("addition", 5)


def test_withdrawing_tells_the_reason_and_can_be_undone_in_public() -> None:
    user = account("签发")
    conference = ready(by=user)
    workflow.publish(conference=conference, by=user)
    workflow.withdraw(conference=conference, by=user, reason="核实中。")
    conference.refresh_from_db()
    assert (conference.state, Release.objects.get().state) == (State.WITHDRAWN, "withdrawn")
    assert LogEntry.objects.first().change_message == "撤回（20260329-1）：核实中。"  # type: ignore[union-attr]
    Conference.objects.update(venue="别处")
    workflow.publish(conference=conference, by=user, note="核实无误。")
    conference.refresh_from_db()
    assert (conference.state, Release.objects.get().state) == (State.PUBLISHED, "current")


def test_only_what_is_public_is_withdrawn_and_only_with_a_reason() -> None:
    conference = ready()
    with pytest.raises(WorkflowError, match="只有已发布的发布会才能撤回"):
        workflow.withdraw(conference=conference, by=None, reason="核实中。")
    workflow.publish(conference=conference, by=None)
    with pytest.raises(WorkflowError, match="请填写撤回理由"):
        workflow.withdraw(conference=conference, by=None, reason=" ")
    conference.refresh_from_db()
    assert conference.state == "published"


def test_what_the_public_reads_already_is_refused_before_anything_else() -> None:
    conference = ready()
    workflow.publish(conference=conference, by=None)
    conference.refresh_from_db()
    assert [each.code for each in workflow.missing(conference)] == ["unchanged"]
    workflow.withdraw(conference=conference, by=None, reason="核实中。")
    conference.refresh_from_db()
    assert workflow.missing(conference) == []


def test_a_lost_private_file_refuses_in_words() -> None:
    conference = ready()
    photo = conference.photos.get()
    storages["default"].delete(f"photos/{photo.digest[:2]}/{photo.digest}-480.webp")
    with pytest.raises(WorkflowError, match="找不到图片或附件的文件"):
        workflow.publish(conference=conference, by=None)
