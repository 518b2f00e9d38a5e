"""Publication at a set time: never early, once, and by somebody who still may."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.contrib.auth.models import User
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from pytest_django.fixtures import Settings

from releases.audit.models import Entry
from releases.desk import scheduling, signing, workflow
from releases.desk.models import Conference, Heartbeat, Schedule
from releases.desk.names import printed_name
from releases.desk.refusal import WorkflowError
from releases.record.models import Version, VersionKind
from tests.desk.making import CLEAN, account, ready, refused

pytestmark = pytest.mark.django_db
NOW = timezone.now()
SOON = NOW + timedelta(hours=2)
LATER = SOON + timedelta(seconds=1)


@pytest.fixture
def publisher() -> User:
    return account("签发", "publisher")


@pytest.fixture
def draft() -> Conference:
    return ready(text=CLEAN)


def rows() -> list[tuple[str, str]]:
    return list(Schedule.objects.order_by("pk").values_list("state", "problem"))


def retitle(conference: Conference, title: str) -> None:
    Conference.objects.filter(pk=conference.pk).update(title=title)


def test_publish_due_publishes_at_the_time_and_not_before(draft: Conference, publisher: User) -> None:
    scheduling.schedule(conference=draft, by=publisher, due_at=SOON, at=NOW)
    assert scheduling.publish_due(at=SOON - timedelta(seconds=1)) == (0, 0)
    assert not Version.objects.exists()
    # The record refuses a publication in the future, so the clock is the real one from here.
    Schedule.objects.update(due_at=NOW)
    assert scheduling.publish_due() == (1, 0)
    assert scheduling.publish_due() == (0, 0)
    assert [(each.number, each.by) for each in Version.objects.all()] == [(1, "周签发")]
    assert rows() == [("published", "")]


def test_publish_due_at_the_very_moment_publishes(draft: Conference, publisher: User) -> None:
    at = NOW - timedelta(minutes=5)
    scheduling.schedule(conference=draft, by=publisher, due_at=at, at=at - timedelta(hours=1))
    assert scheduling.publish_due(at=at) == (1, 0)
    version = Version.objects.get()
    assert version.published_at == at


def test_publish_due_beats_even_when_nothing_waits() -> None:
    scheduling.publish_due(at=NOW)
    scheduling.publish_due(at=SOON)
    assert list(Heartbeat.objects.values_list("name", "at")) == [("publish_due", SOON)]


def test_nobody_publishes_before_the_set_time(draft: Conference, publisher: User) -> None:
    scheduling.schedule(conference=draft, by=publisher, due_at=SOON, at=NOW)
    with pytest.raises(WorkflowError) as caught:
        workflow.publish(conference=draft, by=publisher)
    assert refused(caught) == ["embargoed"]
    assert f"{timezone.localtime(SOON):%Y-%m-%d %H:%M}" in str(caught.value)
    scheduling.cancel(conference=draft, by=publisher, at=NOW)
    workflow.publish(conference=draft, by=publisher)
    assert rows() == [("cancelled", "")]


def test_a_late_schedule_is_ended_by_publishing_by_hand(draft: Conference, publisher: User) -> None:
    row = scheduling.schedule(conference=draft, by=publisher, due_at=SOON, at=NOW)
    Schedule.objects.filter(pk=row.pk).update(due_at=NOW)
    workflow.publish(conference=draft, by=publisher)
    assert scheduling.publish_due() == (0, 0)
    assert (rows(), Version.objects.count()) == ([("published", "")], 1)


def test_words_changed_since_are_not_published(draft: Conference, publisher: User) -> None:
    scheduling.schedule(conference=draft, by=publisher, due_at=SOON, at=NOW)
    retitle(draft, "改过的标题")
    Schedule.objects.update(due_at=NOW)
    assert scheduling.publish_due() == (0, 1)
    assert rows() == [("refused", "内容在这之后又有改动，没有发布。")]
    assert not Version.objects.exists()
    assert scheduling.publish_due() == (0, 0)


def test_one_that_fails_does_not_keep_others(publisher: User) -> None:
    first, second = ready(text=CLEAN), ready(text=CLEAN.replace("清水入城", "清水进村"))
    for each in (first, second):
        scheduling.schedule(conference=each, by=publisher, due_at=SOON, at=NOW)
    retitle(first, "")
    Schedule.objects.update(due_at=NOW)
    assert scheduling.publish_due() == (1, 1)
    assert [state for state, _ in rows()] == ["refused", "published"]


def test_what_breaks_is_tried_again(
    draft: Conference, publisher: User, caplog: pytest.LogCaptureFixture
) -> None:
    scheduling.schedule(conference=draft, by=publisher, due_at=SOON, at=NOW)
    # A kind that no code knows stands for a passing fault: it is no refusal.
    Schedule.objects.update(due_at=NOW, kind="broken")
    assert scheduling.publish_due() == (0, 1)
    assert rows()[0][0] == "waiting"
    assert rows()[0][1].startswith("出错，将重试：")
    assert "could not be published" in caplog.text
    Schedule.objects.update(kind="")
    assert scheduling.publish_due() == (1, 0)


@pytest.mark.parametrize("change", ["inactive", "no role"])
def test_whoever_may_no_longer_publish_does_not(draft: Conference, publisher: User, change: str) -> None:
    scheduling.schedule(conference=draft, by=publisher, due_at=SOON, at=NOW)
    Schedule.objects.update(due_at=NOW)
    if change == "inactive":
        User.objects.update(is_active=False)
    else:
        publisher.groups.clear()
    assert scheduling.publish_due() == (0, 1)
    assert rows() == [("refused", "设定发布时间的人已停用，或不再有签发权限。")]


def test_signatures_are_looked_at_when_it_is_set_and_when_it_is_due(
    draft: Conference, publisher: User, settings: Settings
) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审")]
    with pytest.raises(WorkflowError) as caught:
        scheduling.schedule(conference=draft, by=publisher, due_at=SOON, at=NOW)
    assert refused(caught) == ["not-in-review", "unsigned"]
    first = account("初审", "first")
    editor = account("撰稿", "editor")
    signing.submit(conference=draft, by=editor)
    signing.sign(conference=draft, by=first, digest=signing.sound(draft).digest)
    scheduling.schedule(conference=draft, by=publisher, due_at=SOON, at=NOW)
    # The office asks for one more level before the time comes.
    settings.SIGN_OFF_LEVELS = [("初审", "初审"), ("终审", "终审")]
    Schedule.objects.update(due_at=NOW)
    assert scheduling.publish_due() == (0, 1)
    assert rows() == [("refused", "还缺终审签字。")]


@pytest.mark.parametrize("back", ["taken", "sent"])
def test_what_authors_have_back_is_not_published_when_its_time_comes(
    draft: Conference, publisher: User, settings: Settings, back: str
) -> None:
    settings.SIGN_OFF_LEVELS = [("初审", "初审")]
    first, editor = account("初审", "first"), account("撰稿", "editor")
    signing.wrote(conference=draft, by=editor)
    signing.submit(conference=draft, by=editor)
    signing.sign(conference=draft, by=first, digest=signing.sound(draft).digest)
    row = scheduling.schedule(conference=draft, by=publisher, due_at=SOON, at=NOW)
    assert scheduling.problem_of(row) == ""
    if back == "taken":
        signing.take_back(conference=draft, by=editor)
    else:
        signing.send_back(conference=draft, by=first, reason="请核对标题")
    row.refresh_from_db()
    said = scheduling.problem_of(row)
    assert said.startswith(
        "没有送审，或者撰稿人已经取回" if back == "taken" else "审核退回，改好以后要重新送审：请核对标题"
    )
    Schedule.objects.update(due_at=NOW)
    assert scheduling.publish_due() == (0, 1)
    assert rows() == [("refused", said)]
    told = Entry.objects.latest("number")
    assert (told.account, told.result, told.detail) == ("定时发布", "refused", f"定时发布没有成功：{said}")


def test_the_trail_tells_what_was_published_by_itself(draft: Conference, publisher: User) -> None:
    scheduling.schedule(conference=draft, by=publisher, due_at=SOON, at=NOW)
    Schedule.objects.update(due_at=NOW)
    assert scheduling.publish_due() == (1, 0)
    told = Entry.objects.latest("number")
    assert (told.account, told.actor, told.result) == ("定时发布", None, "ok")
    assert (
        told.detail
        == f"到时间发布：{timezone.localtime(NOW):%Y-%m-%d %H:%M}，由{printed_name(publisher)}设定。"
    )


def test_a_set_time_says_that_the_words_have_changed(draft: Conference, publisher: User) -> None:
    row = scheduling.schedule(conference=draft, by=publisher, due_at=SOON, at=NOW)
    Conference.objects.update(summary="改过。")
    row = Schedule.objects.get(pk=row.pk)
    assert scheduling.problem_of(row) == "内容在设定时间之后又有改动，要取消定时再重新设定。"


@pytest.mark.parametrize(
    "due_at", [NOW, NOW - timedelta(days=1), NOW + scheduling.FURTHEST + timedelta(seconds=1)]
)
def test_schedule_refuses_a_time_that_is_past_or_far(
    draft: Conference, publisher: User, due_at: datetime
) -> None:
    with pytest.raises(WorkflowError) as caught:
        scheduling.schedule(conference=draft, by=publisher, due_at=due_at, at=NOW)
    assert (refused(caught), rows()) == (["due-at"], [])


def test_schedule_refuses_a_second_time(draft: Conference, publisher: User) -> None:
    scheduling.schedule(conference=draft, by=publisher, due_at=SOON, at=NOW)
    with pytest.raises(WorkflowError) as caught:
        scheduling.schedule(conference=draft, by=publisher, due_at=LATER, at=NOW)
    assert refused(caught) == ["scheduled-before"]
    row = Schedule.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Schedule.objects.create(conference=draft, due_at=LATER, digest=row.digest, set_by=publisher)


def test_cancel_refuses_what_is_not_waiting(draft: Conference, publisher: User) -> None:
    with pytest.raises(WorkflowError) as caught:
        scheduling.cancel(conference=draft, by=publisher)
    assert refused(caught) == ["not-scheduled"]


def test_a_correction_is_published_with_its_note_and_kind(draft: Conference, publisher: User) -> None:
    workflow.publish(conference=draft, by=publisher)
    with pytest.raises(WorkflowError) as caught:
        scheduling.schedule(conference=draft, by=publisher, due_at=SOON, note="无", at=NOW)
    assert refused(caught) == ["unchanged"]
    retitle(draft, "改过的标题")
    scheduling.schedule(
        conference=draft, by=publisher, due_at=SOON, note="补充标题。", kind=VersionKind.ADDITION, at=NOW
    )
    Schedule.objects.update(due_at=NOW)
    assert scheduling.publish_due() == (1, 0)
    last = Version.objects.latest("number")
    assert (last.number, last.kind, last.note) == (2, "addition", "补充标题。")


def test_a_withdrawal_takes_the_set_time_along(draft: Conference, publisher: User) -> None:
    workflow.publish(conference=draft, by=publisher)
    retitle(draft, "改过的标题")
    scheduling.schedule(conference=draft, by=publisher, due_at=SOON, note="更正。", at=NOW)
    workflow.withdraw(conference=draft, by=publisher, reason="有误")
    Schedule.objects.update(due_at=NOW)
    assert (scheduling.publish_due(), rows()) == ((0, 0), [("cancelled", "")])


def test_a_schedule_prints_its_time(draft: Conference, publisher: User) -> None:
    row = scheduling.schedule(conference=draft, by=publisher, due_at=SOON, at=NOW)
    assert str(row) == f"{draft.pk} {SOON:%Y-%m-%d %H:%M}"
    scheduling.beat()
    assert str(Heartbeat.objects.get()) == "publish_due"


def test_what_another_process_has_done_meanwhile_stays(draft: Conference, publisher: User) -> None:
    """A worker may hold a number that another has used since: it looks again once it has the row."""
    row = scheduling.schedule(conference=draft, by=publisher, due_at=SOON, at=NOW)
    scheduling.cancel(conference=draft, by=publisher, at=NOW)
    assert scheduling._publish_one(row.pk, at=None) is None
    scheduling._refuse(row.pk, "还缺终审签字。", at=None)
    assert (rows(), Version.objects.count()) == ([("cancelled", "")], 0)


def test_a_database_that_takes_no_note_keeps_nothing_else(
    publisher: User, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = ready(text=CLEAN), ready(text=CLEAN.replace("清水入城", "清水进村"))
    for each in (first, second):
        scheduling.schedule(conference=each, by=publisher, due_at=SOON, at=NOW)
    Schedule.objects.update(due_at=NOW)
    _refuse_changes_of_schedules(first)
    assert scheduling.publish_due() == (1, 1)
    assert rows() == [("waiting", ""), ("published", "")]
    (row, _) = Schedule.objects.order_by("pk")
    assert [each.getMessage() for each in caplog.records if each.name == scheduling.__name__] == [
        f"Schedule {row.pk} could not be published",
        f"Schedule {row.pk} keeps no note of its failure",
    ]


def _refuse_changes_of_schedules(conference: Conference) -> None:
    """Have the database refuse every change of a conference's schedules, as one that is locked would."""
    when = f"BEFORE UPDATE ON desk_schedule FOR EACH ROW WHEN (old.conference_id = {conference.pk})"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"CREATE TRIGGER busy {when} BEGIN SELECT RAISE(ABORT, 'locked'); END")
        else:
            cursor.execute(
                "CREATE FUNCTION busy() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'locked'; END $$"
            )
            cursor.execute(f"CREATE TRIGGER busy {when} EXECUTE FUNCTION busy()")
