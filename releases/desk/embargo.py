"""Giving a release ahead: to one outlet, for a set of signed words, until they are public.

The link is one of those in ``sharing.py``, with an outlet and a time. Whether it still gives anything is
not written on it but follows from what it was given on: the outlet, the reviews, the set time, the record.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial

from django.contrib.auth.models import User
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from releases.audit.log import by_user
from releases.desk import scheduling, signing, workflow
from releases.desk.levels import levels
from releases.desk.locking import locked
from releases.desk.models import Conference, Outlet, PreviewLink, Schedule, ScheduleState, Stage
from releases.desk.refusal import WorkflowError, no
from releases.desk.shown import shown
from releases.document import Document
from releases.record.exports import FORMATS
from releases.record.exports.edition import Edition
from releases.record.exports.embargo import given_ahead
from releases.record.media import attachment_name
from releases.record.models import Release, ReleaseState

# Further ahead there is no need, and more time for a copy to get about.
LONGEST = timedelta(days=30)
# So long afterwards the link still leads to what is public.
LEADS_ON = timedelta(days=7)
_WHAT_LENGTH = 120
OFFERED = {form.suffix: form for form in FORMATS if form.tells_embargo}


class Standing(StrEnum):
    """What a link gives now."""

    AHEAD = "ahead"
    PUBLISHED = "published"
    CHANGED = "changed"
    WITHDRAWN = "withdrawn"
    # Its outlet, its reviews or its time are no longer what they were when it was given.
    CALLED_OFF = "called-off"


@transaction.atomic
def give(
    *,
    conference: Conference,
    by: User,
    outlet: Outlet,
    until: datetime,
    digest: str,
    at: datetime | None = None,
) -> PreviewLink:
    """Give an outlet what nothing but the time keeps from being published, and say until when.

    ``digest`` is that of the words the person has seen. Where a time is set, the embargo is until then.
    """
    conference = locked(conference)
    at = at or timezone.now()
    if not Outlet.objects.accredited().filter(pk=outlet.pk).exists():
        raise no("no-outlet", "这家媒体不在可以提前供稿的名单里。")
    if not at < until <= at + LONGEST:
        raise no("until", "限时要在现在之后、30 天之内。")
    schedule = scheduling.waiting(conference)
    if schedule:
        if _minute(schedule.due_at) != _minute(until):
            raise no("other-time", f"已定于 {_minute(schedule.due_at)} 发布，限时要与定时发布的时间相同。")
        until = schedule.due_at
    # Looked at as of then: a set time itself stands in nobody's way.
    document, found = workflow.obstacles(conference, at=until)
    if document is None or found:
        raise WorkflowError(found)
    if digest != document.digest:
        raise no("changed", "您打开页面之后内容又有改动，请看过改动再供稿。")
    if schedule and schedule.digest != digest:
        raise no("other-words", "内容在设定时间之后又有改动，要取消定时再重新设定。")
    signing.keep(conference, document)
    link = PreviewLink.objects.create(
        conference=conference,
        digest=digest,
        # As it is called now: copies bear this name, whatever the outlet is called later.
        note=shown(outlet.name),
        outlet=outlet,
        embargo_until=until,
        schedule=schedule,
        round=conference.round,
        made_by=by,
        made_at=at,
        expires_at=until + LEADS_ON,
    )
    by_user(by, conference, f"建立限时公开链接：{link}")
    return link


@dataclass(frozen=True, slots=True)
class Grounds:
    """What the links of one conference hold by, besides their own rows."""

    conference: Conference
    waiting: Schedule | None
    release: Release | None


def grounds_of(conference: Conference) -> Grounds:
    """Return what is set and what is public of a conference now."""
    rows = Release.objects.with_version_line()
    release = rows.filter(pk=conference.release_id).first() if conference.release_id else None
    return Grounds(conference, scheduling.waiting(conference), release)


def standing(link: PreviewLink, grounds: Grounds) -> Standing:
    """Return what a link that is open gives now; its outlet and its set time should have come with it."""
    if link.outlet is None or not link.outlet.accredited:
        return Standing.CALLED_OFF
    if grounds.conference.round != link.round:
        return _published(grounds.release, link.digest)
    return Standing.CALLED_OFF if _called_off(link, grounds) else Standing.AHEAD


def edition(link: PreviewLink, document: Document, *, address: str, file_address: str) -> Edition:
    """Return what the link gives, for the formats; ``file_address`` is that of its files without a name."""
    assert link.embargo_until is not None  # noqa: S101  (a constraint says so of a link with an outlet)
    return given_ahead(
        document,
        outlet=link.note,
        until=link.embargo_until,
        at=link.made_at,
        address=address,
        file_url=lambda name: f"{file_address}{name}",
        file=partial(workflow.private_bytes, storages["default"]),
        open_file=storages["default"].open,
    )


def called(document: Document, name: str) -> str:
    """Return what the log calls one of the document's files: photos alike, attachments by their titles."""
    for one in document.attachments:
        if name == attachment_name(one.digest, one.file):
            return f"附件：{one.title or one.file}"[:_WHAT_LENGTH]
    return "图片"


def _minute(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}"


def _published(release: Release | None, digest: str) -> Standing:
    if release is None or release.state != ReleaseState.CURRENT:
        return Standing.WITHDRAWN
    return Standing.PUBLISHED if release.newest.digest == digest else Standing.CHANGED


def _called_off(link: PreviewLink, grounds: Grounds) -> bool:
    """Return whether the words were taken back, or will not be published when the copies say."""
    if levels() and grounds.conference.stage != Stage.REVIEW:
        return True
    if link.schedule and link.schedule.state in (ScheduleState.CANCELLED, ScheduleState.REFUSED):
        return True
    if grounds.waiting and grounds.waiting.due_at != link.embargo_until:
        return True
    return _withdrawn_since(grounds.release, link.made_at)


def _withdrawn_since(release: Release | None, at: datetime) -> bool:
    """Return whether it was withdrawn after that moment: what is withdrawn already may be given anew."""
    if release is None or release.state == ReleaseState.CURRENT:
        return False
    return release.newest.published_at > at
