"""Publication at a set time: setting it, taking it back, and doing it when it has come."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import DatabaseError, transaction
from django.utils import timezone

from releases.audit.chain import append
from releases.audit.log import by_user
from releases.audit.models import Action, Result
from releases.desk import workflow
from releases.desk.locking import locked
from releases.desk.models import Conference, Heartbeat, Schedule, ScheduleState
from releases.desk.names import printed_name
from releases.desk.refusal import WorkflowError, no
from releases.record.models.version import VersionKind

# Further ahead it is a slip of the year.
FURTHEST = timedelta(days=366)
HEARTBEAT = "publish_due"
_log = logging.getLogger(__name__)


def waiting(conference: Conference) -> Schedule | None:
    """Return the time that is set for a conference, or None."""
    return conference.schedules.waiting().select_related("set_by").first()


def problem_of(row: Schedule) -> str:
    """Return what would refuse a waiting publication if its time came now, "" if nothing would."""
    document, found = workflow.obstacles(row.conference, at=row.due_at)
    if document is None or found:
        return str(WorkflowError(found))
    return "" if document.digest == row.digest else "内容在设定时间之后又有改动，要取消定时再重新设定。"


@transaction.atomic
def schedule(
    *,
    conference: Conference,
    by: User,
    due_at: datetime,
    note: str = "",
    kind: VersionKind | None = None,
    at: datetime | None = None,
) -> Schedule:
    """Have these words published at a time; whatever would refuse them now refuses here already."""
    conference = locked(conference)
    now = at or timezone.now()
    if not now < due_at <= now + FURTHEST:
        raise no("due-at", "发布时间要在现在之后、一年之内。")
    if waiting(conference):
        raise no("scheduled-before", "已设定过发布时间，要改请先取消。")
    document, found = workflow.obstacles(conference, at=at)
    if document is None or found:
        raise WorkflowError(found)
    row = Schedule.objects.create(
        conference=conference,
        due_at=due_at,
        digest=document.digest,
        kind=kind or "",
        note=note,
        set_by=by,
        set_at=now,
    )
    by_user(by, conference, f"定于 {timezone.localtime(due_at):%Y-%m-%d %H:%M} 发布。")
    return row


@transaction.atomic
def cancel(*, conference: Conference, by: User, at: datetime | None = None) -> None:
    """Take a set time back, as long as it has not been used."""
    conference = locked(conference)
    row = waiting(conference)
    if row is None:
        raise no("not-scheduled", "没有等待发布的定时，可能已经发布。")
    _finish(row, ScheduleState.CANCELLED, at=at)
    by_user(by, conference, f"取消定时发布（{timezone.localtime(row.due_at):%Y-%m-%d %H:%M}）。")


def publish_due(*, at: datetime | None = None) -> tuple[int, int]:
    """Publish everything whose time has come, and return how many were published and how many not.

    Any number of processes may do this at once: the conference's row is locked while one publishes,
    and the next finds nothing waiting any more. What fails keeps nothing else waiting.
    """
    beat(at=at)
    published = failed = 0
    for pk in list(Schedule.objects.due(at or timezone.now()).values_list("pk", flat=True)):
        try:
            done = _publish_one(pk, at=at)
        except DatabaseError:
            # Not even what was wrong could be noted: the row still waits, for the next round.
            _log.exception("Schedule %s keeps no note of its failure", pk)
            done = False
        published += done is True
        failed += done is False
    return published, failed


def beat(*, at: datetime | None = None) -> None:
    """Note that whatever publishes at set times is alive."""
    Heartbeat.objects.update_or_create(name=HEARTBEAT, defaults={"at": at or timezone.now()})


def _publish_one(pk: int, *, at: datetime | None) -> bool | None:
    """Publish one; None where another process has, False where it failed."""
    try:
        with transaction.atomic():
            row = Schedule.objects.select_related("conference", "set_by").get(pk=pk)
            conference = locked(row.conference)
            row.refresh_from_db(fields=["state"])
            if row.state != ScheduleState.WAITING:
                return None
            if not (row.set_by.is_active and row.set_by.has_perm("desk.publish_conference")):
                raise no("not-allowed", "设定发布时间的人已停用，或不再有签发权限。")
            kind = VersionKind(row.kind) if row.kind else None
            workflow.publish(
                conference=conference, by=row.set_by, note=row.note, kind=kind, at=at, digest=row.digest
            )
            due = f"{timezone.localtime(row.due_at):%Y-%m-%d %H:%M}"
            _tell(conference, f"到时间发布：{due}，由{printed_name(row.set_by)}设定。", Result.OK)
    except WorkflowError as error:
        # For good: somebody has to look and set a time anew.
        _refuse(pk, str(error), at=at)
        return False
    except Exception as error:
        # A full disk or a lost connection passes: the next round tries again, late but never early.
        _log.exception("Schedule %s could not be published", pk)
        with transaction.atomic():
            Schedule.objects.filter(pk=pk, state=ScheduleState.WAITING).update(
                problem=f"出错，将重试：{error}"
            )
        return False
    return True


@transaction.atomic
def _refuse(pk: int, problem: str, *, at: datetime | None) -> None:
    row = Schedule.objects.select_related("conference").get(pk=pk)
    locked(row.conference)
    row.refresh_from_db(fields=["state"])
    if row.state == ScheduleState.WAITING:
        row.problem = problem
        _finish(row, ScheduleState.REFUSED, at=at)
        _tell(row.conference, f"定时发布没有成功：{problem}", Result.REFUSED)


def _tell(conference: Conference, detail: str, result: Result) -> None:
    """Append what happened by itself: whoever set the time may be asleep."""
    append(by=None, account="定时发布", action=Action.STEP, what=conference, result=result, detail=detail)


def _finish(row: Schedule, state: ScheduleState, *, at: datetime | None) -> None:
    row.state, row.done_at = state, at or timezone.now()
    row.save(update_fields=["state", "done_at", "problem"])
