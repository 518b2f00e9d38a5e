"""What changes a conference's state: publishing, correcting, withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from django.contrib.auth.models import User
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.utils import timezone

from releases.desk.freeze import freeze
from releases.desk.log import by_user, printed_name
from releases.desk.models import Conference, State
from releases.desk.preflight import Finding, objections
from releases.document import DocumentError
from releases.record import publishing
from releases.record.models.version import Version, VersionKind


class WorkflowError(Exception):
    """The step is not possible now; ``findings`` says all of why, in Chinese."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("；".join(finding.message.rstrip("。") for finding in findings) + "。")
        self.findings = tuple(findings)


def publish(
    *,
    conference: Conference,
    by: User | None,
    note: str = "",
    kind: VersionKind | None = None,
    at: datetime | None = None,
) -> Version:
    """Freeze the conference and hand it to the record, as a first version or as a change of one.

    Raises WorkflowError with every objection at once; then nothing has changed.
    """
    with transaction.atomic():
        conference = _locked(conference)
        found = objections(conference)
        if found:
            raise WorkflowError(found)
        try:
            document = freeze(conference)
            version = publishing.publish(
                document=document,
                files=partial(_private_bytes, storages["default"]),
                by=printed_name(by),
                kind=kind,
                note=note,
                release_id=conference.release_id or None,
                at=at,
            )
        except (publishing.PublishingError, FileNotFoundError) as error:
            raise _refused(error) from error
        conference.release_id = version.release_id
        conference.published_digest = document.digest
        _move(conference, State.PUBLISHED, by=by, at=at)
        by_user(
            by,
            conference,
            f"{version.get_kind_display()}（{version.release_id} 第 {version.number} 版）{note}",
        )
    return version


def withdraw(*, conference: Conference, by: User | None, reason: str, at: datetime | None = None) -> Version:
    """Take the release from the public, who are told the reason."""
    with transaction.atomic():
        conference = _locked(conference)
        if conference.state != State.PUBLISHED:
            raise WorkflowError([Finding("not-public", "只有已发布的发布会才能撤回。")])
        try:
            version = publishing.withdraw(
                release_id=conference.release_id, reason=reason, by=printed_name(by), at=at
            )
        except publishing.PublishingError as error:
            raise _refused(error) from error
        _move(conference, State.WITHDRAWN, by=by, at=at)
        by_user(by, conference, f"撤回（{conference.release_id}）：{reason}")
    return version


def has_unpublished_changes(conference: Conference) -> bool:
    """Return whether a conference the public knows says something else at the desk."""
    if not conference.published_digest:
        return False
    try:
        return freeze(conference).digest != conference.published_digest
    except DocumentError:
        return True


def _locked(conference: Conference) -> Conference:
    # "of": the section is joined, and must not be locked along with the row.
    rows = Conference.objects.select_for_update(of=("self",)).select_related("section")
    return rows.get(pk=conference.pk)


def _move(conference: Conference, state: State, *, by: User | None, at: datetime | None) -> None:
    conference.state = state
    conference.revision += 1
    conference.updated_by_id = by.pk if by else None
    conference.updated_at = at or timezone.now()
    conference.save(
        update_fields=["state", "release_id", "published_digest", "revision", "updated_by", "updated_at"]
    )


def _refused(error: Exception) -> WorkflowError:
    if isinstance(error, FileNotFoundError):
        return WorkflowError([Finding("file-lost", "找不到图片或附件的文件，请重新上传。")])
    return WorkflowError([Finding("refused", str(error))])


def _private_bytes(storage: Storage, name: str) -> bytes:
    with storage.open(name) as file:
        content: bytes = file.read()
    return content
