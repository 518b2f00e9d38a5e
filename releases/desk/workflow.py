"""What changes a conference's state: publishing, correcting, withdrawing."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.contrib.auth.models import User
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.utils import timezone

from releases.audit.log import by_user
from releases.desk import signing
from releases.desk.locking import locked
from releases.desk.models import Conference, Outcome, ScheduleState, Stage, State
from releases.desk.models.emergency import EmergencyQuerySet
from releases.desk.names import printed_name
from releases.desk.objections import examined
from releases.desk.published import UNCHANGED, differs
from releases.desk.refusal import WorkflowError, no
from releases.document import Document
from releases.preflight import Finding
from releases.record import publishing
from releases.record.models.version import Version, VersionKind


def publish(
    *,
    conference: Conference,
    by: User | None,
    note: str = "",
    kind: VersionKind | None = None,
    at: datetime | None = None,
    digest: str | None = None,
) -> Version:
    """Freeze the conference and hand it to the record, as a first version or as a change of one.

    Whichever way it is asked for, every level must have signed the digest that is published (or two
    people have answered for it, see ``emergency.py``), a second person must have let each amber
    finding stand, and no later time may be set: all are looked at here, at this moment. ``digest`` says
    which words are meant; others are refused. Raises WorkflowError with every objection at once; then
    nothing has changed.
    """
    with transaction.atomic():
        conference = locked(conference)
        document, found = obstacles(conference, at=at)
        if document is None or found:
            raise WorkflowError(found)
        if digest not in (None, document.digest):
            raise no("changed", "内容在这之后又有改动，没有发布。")
        try:
            version = publishing.publish(
                document=document,
                files=partial(private_bytes, storages["default"]),
                by=printed_name(by),
                kind=kind,
                note=note,
                release_id=conference.release_id or None,
                at=at,
            )
        except (publishing.PublishingError, FileNotFoundError) as error:
            raise _refused(error) from error
        _settle(conference, document.digest, at=at)
        conference.release_id = version.release_id
        conference.published_digest = document.digest
        conference.stage, conference.returned = Stage.EDITING, ""
        conference.round += 1
        _move(conference, State.PUBLISHED, by=by, at=at)
        by_user(
            by,
            conference,
            f"{version.get_kind_display()}（{version.release_id} 第 {version.number} 版）{note}",
        )
    return version


def missing(conference: Conference) -> list[Finding]:
    """Return everything that stands between the conference, as it is now, and the public."""
    return obstacles(conference)[1]


def withdraw(*, conference: Conference, by: User | None, reason: str, at: datetime | None = None) -> Version:
    """Take the release from the public, who are told the reason."""
    with transaction.atomic():
        conference = locked(conference)
        if conference.state != State.PUBLISHED:
            raise WorkflowError([Finding("not-public", "只有已发布的发布会才能撤回。")])
        try:
            version = publishing.withdraw(
                release_id=conference.release_id, reason=reason, by=printed_name(by), at=at
            )
        except publishing.PublishingError as error:
            raise _refused(error) from error
        # A time set before must not bring back what has been taken away.
        conference.schedules.waiting().update(state=ScheduleState.CANCELLED, done_at=at or timezone.now())
        _close(conference.emergencies.unreviewed(), Outcome.WITHDRAWN, at=at)
        _move(conference, State.WITHDRAWN, by=by, at=at)
        by_user(by, conference, f"撤回（{conference.release_id}）：{reason}")
    return version


def obstacles(conference: Conference, *, at: datetime | None = None) -> tuple[Document | None, list[Finding]]:
    """Return what would be published, None where nothing could be, and what stands in its way."""
    seen = examined(conference)
    if seen.document is None or seen.objections:
        return None, seen.objections
    if not differs(conference, seen.document):
        return None, [UNCHANGED]
    digest = seen.document.digest
    unwaived = signing.unwaived(conference, seen.findings)
    unsigned = [] if _answered_for(conference, digest) else signing.unsigned(conference, digest)
    return seen.document, [*_embargoed(conference, at), *unwaived, *unsigned]


def _embargoed(conference: Conference, at: datetime | None) -> list[Finding]:
    row = conference.schedules.waiting().filter(due_at__gt=at or timezone.now()).first()
    return [] if row is None else [Finding("embargoed", row.embargo)]


def _answered_for(conference: Conference, digest: str) -> bool:
    return conference.emergencies.published().filter(round=conference.round, digest=digest).exists()


def _settle(conference: Conference, digest: str, *, at: datetime | None) -> None:
    """End what this publication ends: a set time, and the wait for a review of earlier words."""
    conference.schedules.waiting().update(state=ScheduleState.PUBLISHED, done_at=at or timezone.now())
    if not _answered_for(conference, digest):
        # These words have been reviewed; nobody has to review those they replace.
        _close(conference.emergencies.unreviewed(), Outcome.REPLACED, at=at)


def _close(emergencies: EmergencyQuerySet, outcome: Outcome, *, at: datetime | None) -> None:
    emergencies.update(outcome=outcome, closed_at=at or timezone.now())


def _move(conference: Conference, state: State, *, by: User | None, at: datetime | None) -> None:
    conference.state = state
    conference.revision += 1
    conference.updated_by_id = by.pk if by else None
    conference.updated_at = at or timezone.now()
    conference.save(
        update_fields=[
            "state",
            "stage",
            "returned",
            "round",
            "release_id",
            "published_digest",
            "revision",
            "updated_by",
            "updated_at",
        ]
    )


def _refused(error: Exception) -> WorkflowError:
    if isinstance(error, FileNotFoundError):
        return WorkflowError([Finding("file-lost", "找不到图片或附件的文件，请重新上传。")])
    return WorkflowError([Finding("refused", str(error))])


def private_bytes(storage: Storage, name: str) -> bytes:
    """Return a file that is not public yet."""
    with storage.open(name) as file:
        content: bytes = file.read()
    return content
