"""The emergency lane: one person asks and says why, another confirms, and the levels review afterwards."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.models import User
from django.db import transaction
from django.utils import timezone

from releases.audit.log import by_user
from releases.desk import signing, workflow
from releases.desk.levels import Level, levels
from releases.desk.locking import locked
from releases.desk.models import Conference, Emergency, Outcome, SignOff
from releases.desk.models.emergency import REVIEW_WITHIN
from releases.desk.published import must_differ
from releases.desk.refusal import no
from releases.record.models.version import Version, VersionKind


def asked(conference: Conference, digest: str) -> Emergency | None:
    """Return what somebody has asked for these very words, and nobody has confirmed yet."""
    return (
        conference.emergencies.filter(round=conference.round, digest=digest, confirmed_at=None)
        .select_related("asked_by")
        .first()
    )


def outdated(conference: Conference, digest: str) -> Emergency | None:
    """Return what somebody asked for last in this round, where the words have changed since."""
    rows = conference.emergencies.filter(round=conference.round, confirmed_at=None).exclude(digest=digest)
    return rows.select_related("asked_by").last()


@transaction.atomic
def ask(
    *, conference: Conference, by: User, digest: str, reason: str, at: datetime | None = None
) -> Emergency:
    """Ask for these words to go out before their reviews, and say why."""
    conference = locked(conference)
    if not levels():
        raise no("no-levels", "本站没有设审核，直接签发即可。")
    document = signing.sound(conference)
    if digest != document.digest:
        raise no("changed", "您打开页面之后内容又有改动，请看过改动再申请。")
    must_differ(conference, document)
    if not reason.strip():
        raise no("no-reason", "请写明紧急发布的理由。")
    if asked(conference, digest):
        raise no("asked-before", "已经有人申请紧急发布，等待另一个人确认。")
    signing.keep(conference, document)
    row = Emergency.objects.create(
        conference=conference,
        round=conference.round,
        digest=digest,
        reason=reason.strip(),
        asked_by=by,
        asked_at=at or timezone.now(),
    )
    by_user(by, conference, f"申请紧急发布：{row.reason}")
    return row


@transaction.atomic
def confirm(
    *,
    conference: Conference,
    by: User,
    digest: str,
    note: str = "",
    kind: VersionKind | None = None,
    at: datetime | None = None,
) -> Version:
    """Publish what another person asked for; the reviews are due within a day."""
    conference = locked(conference)
    row = asked(conference, digest)
    if row is None:
        raise no("not-asked", "没有等待确认的紧急发布，或者内容在申请之后有改动。")
    if signing.sound(conference).digest != digest:
        raise no("changed", "内容在申请之后又有改动，要重新申请。")
    if row.asked_by_id == by.pk:
        raise no("two-people", "申请和确认要由两个人完成。")
    if signing.is_author(conference, by):
        raise no("own-words", "您参与了本轮撰稿，要由别人确认。")
    row.confirmed_by, row.confirmed_at = by, at or timezone.now()
    row.review_due = row.confirmed_at + REVIEW_WITHIN
    row.save(update_fields=["confirmed_by", "confirmed_at", "review_due"])
    by_user(by, conference, f"确认紧急发布，24 小时内补审：{row.reason}")
    return workflow.publish(conference=conference, by=by, note=note, kind=kind, at=at, digest=digest)


@transaction.atomic
def sign_afterwards(
    *, emergency: Emergency, by: User, comment: str = "", at: datetime | None = None
) -> SignOff:
    """Sign, afterwards, the words that went out; the last level closes the emergency."""
    conference = locked(emergency.conference)
    emergency = Emergency.objects.select_for_update(of=("self",)).get(pk=emergency.pk)
    if emergency.confirmed_at is None or emergency.outcome:
        raise no("nothing-to-review", "没有需要补审的紧急发布。")
    if by.pk in (emergency.asked_by_id, emergency.confirmed_by_id):
        raise no("two-people", "申请或确认紧急发布的人不能补审。")
    row = signing.signed(
        conference=conference,
        in_round=emergency.round,
        by=by,
        digest=emergency.digest,
        comment=comment,
        at=at,
    )
    if signing.next_level(standing(emergency)) is None:
        emergency.outcome, emergency.closed_at = Outcome.SIGNED, at or timezone.now()
        emergency.save(update_fields=["outcome", "closed_at"])
        by_user(by, conference, "紧急发布的补审已完成。")
    return row


def level_for(emergency: Emergency, user: User, standing: list[signing.Signature]) -> Level | None:
    """Return the level that waits for this person to review afterwards, if one does."""
    if emergency.outcome or user.pk in (emergency.asked_by_id, emergency.confirmed_by_id):
        return None
    author = signing.is_author(emergency.conference, user, in_round=emergency.round)
    return signing.level_for(user, standing, author=author)


def standing(emergency: Emergency) -> list[signing.Signature]:
    """Return every level with its signature of the words that went out."""
    return signing.signatures(emergency.conference, emergency.digest, in_round=emergency.round)
