"""Publishing several conferences at once: each by itself, the same as with its own button."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import User
from django.db import transaction

from releases.desk import workflow
from releases.desk.locking import locked
from releases.desk.models import Conference, State
from releases.desk.refusal import WorkflowError, no
from releases.document import Document
from releases.preflight import Finding
from releases.record.models import Version

# As many as a person reads through before pressing one button.
MOST = 20
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A conference that somebody chose: the words that would go out, or all of why they may not."""

    conference: Conference
    document: Document | None
    problems: tuple[Finding, ...]


def candidate(conference: Conference) -> Candidate:
    """Return what would become of a conference if it were published with others now."""
    try:
        _alike(conference)
    except WorkflowError as error:
        return Candidate(conference, None, error.findings)
    document, found = workflow.obstacles(conference)
    return Candidate(conference, document, tuple(found))


def publish_each(
    chosen: Iterable[tuple[int, str]], *, by: User
) -> list[tuple[Conference | None, Version | WorkflowError]]:
    """Publish each chosen conference in a transaction of its own, if it still says what was shown.

    ``chosen`` holds the key of each and the digest of the words its reader saw. What is refused, or
    breaks, keeps none of the others; the answer says what became of each, in the order chosen.
    """
    done: list[tuple[Conference | None, Version | WorkflowError]] = []
    for pk, digest in chosen:
        conference = Conference.objects.select_related("section").filter(pk=pk).first()
        done.append((conference, _publish(conference, digest, by=by)))
    return done


def _publish(conference: Conference | None, digest: str, *, by: User) -> Version | WorkflowError:
    if conference is None:
        return no("gone", "这场发布会已被删除。")
    try:
        with transaction.atomic():
            conference = locked(conference)
            _alike(conference)
            return workflow.publish(conference=conference, by=by, digest=digest)
    except WorkflowError as error:
        return error
    except Exception:
        # Those before it are out already: whoever pressed the button has to be told which.
        _log.exception("Conference %s could not be published", conference.pk)
        return no("broken", "系统出错，没有发布，请稍后再试。")


def _alike(conference: Conference) -> None:
    """Refuse what needs a decision of its own: a public note, or the end of an embargo."""
    if conference.state == State.PUBLISHED:
        raise no("published", "已经发布。更正和补充要写公开说明，请单独发布。")
    if conference.state == State.WITHDRAWN:
        raise no("withdrawn", "已经撤回。重新发布要写公开说明，请单独发布。")
    row = conference.schedules.waiting().first()
    if row is not None:
        raise no("scheduled", row.embargo)
