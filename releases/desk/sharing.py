"""Showing one document to people without an account: sharing, opening, revoking.

A link holds for the document of one digest, kept as it was: what staff write afterwards is not shown.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from releases.audit.chain import append
from releases.audit.log import by_user
from releases.audit.models import Action
from releases.desk.freeze import freeze, parts_of
from releases.desk.locking import locked
from releases.desk.models import Conference, PreviewLink, PreviewUse, Snapshot
from releases.desk.objections import contradictions
from releases.desk.refusal import WorkflowError, no
from releases.desk.signing import keep
from releases.document import Document
from releases.photos import public_names
from releases.record.media import MediaError, attachment_name
from releases.storable import storable

LONGEST_HOURS = 7 * 24
_AGENT_LENGTH = 200


class LinkError(Exception):
    """The token opens nothing; ``genuine`` says whether it once did."""

    def __init__(self, *, genuine: bool) -> None:
        super().__init__("revoked, expired or deleted" if genuine else "no token of ours")
        self.genuine = genuine


@transaction.atomic
def share(
    *, conference: Conference, by: User, note: str, hours: int, at: datetime | None = None
) -> PreviewLink:
    """Make a link to what the conference says now, for the people that the note names."""
    conference = locked(conference)
    if not note.strip():
        raise no("no-note", "请写明给谁看。")
    if not 1 <= hours <= LONGEST_HOURS:
        raise no("no-such-time", "有效期最短 1 小时，最长 7 天。")
    parts = parts_of(conference)
    if wrong := list(contradictions(parts)):
        raise WorkflowError(wrong)
    document = freeze(conference, parts)
    keep(conference, document)
    at = at or timezone.now()
    link = PreviewLink.objects.create(
        conference=conference,
        digest=document.digest,
        note=note.strip(),
        made_by=by,
        made_at=at,
        expires_at=at + timedelta(hours=hours),
    )
    by_user(by, conference, f"建立预览链接：{link}")
    return link


@transaction.atomic
def revoke(*, link: PreviewLink, by: User, at: datetime | None = None) -> None:
    """End a link before its time."""
    link = PreviewLink.objects.select_for_update(of=("self",)).select_related("conference").get(pk=link.pk)
    at = at or timezone.now()
    if not link.is_open(at):
        raise no("over", "这个链接已经失效，不用再撤销。")
    link.revoked_at, link.revoked_by = at, by
    link.save(update_fields=["revoked_at", "revoked_by"])
    by_user(by, link.conference, f"撤销{name_of(link)}：{link}")


def name_of(link: PreviewLink) -> str:
    """Return what staff call this kind of link."""
    return "限时公开链接" if link.outlet_id else "预览链接"


def token_of(link: PreviewLink) -> str:
    """Return what a link's address carries; always the same, so that it need not be stored."""
    return _signer().sign_object([link.pk, link.digest])


def address_of(link: PreviewLink) -> str:
    """Return the address to hand out: at the desk's host, where that is one of its own."""
    return f"{settings.DESK_URL}{reverse('desk:shared', args=[token_of(link)])}"


def opened(*, token: str, at: datetime | None = None) -> tuple[PreviewLink, Document]:
    """Return a link with its document; LinkError for a token that opens nothing (any more).

    No row is asked for before the signature is right: a forged token cannot find out what exists.
    """
    try:
        pk, digest = _signer().unsign_object(token)
    except BadSignature as error:
        raise LinkError(genuine=False) from error
    rows = PreviewLink.objects.select_related("conference", "outlet", "schedule")
    link = rows.filter(pk=pk, digest=digest).first()
    if link is None or not link.is_open(at or timezone.now()):
        raise LinkError(genuine=True)
    kept = Snapshot.objects.get(conference=link.conference_id, digest=digest)
    return link, kept.content


@transaction.atomic
def used(*, link: PreviewLink, address: str, agent: str, what: str = "", at: datetime | None = None) -> None:
    """Note that the page was opened, or what was taken: at most one row a minute for one address.

    The trail is told, besides, what an outlet does with what it was given ahead.
    """
    minute = (at or timezone.now()).replace(second=0, microsecond=0)
    _, new = PreviewUse.objects.get_or_create(
        link=link, address=address, at=minute, what=what, defaults={"agent": storable(agent)[:_AGENT_LENGTH]}
    )
    if new and link.outlet:
        append(
            by=None,
            account=link.note,
            action=Action.DOWNLOAD if what else Action.VIEW,
            what=link.conference,
            detail=f"限时公开链接 {link.pk}：{what or '打开页面'}",
        )


def files_of(document: Document) -> set[str]:
    """Return the names of the private files that this document is shown with."""
    names = {
        name for photo in document.photos if photo.digest for name in public_names(photo.digest, photo.width)
    }
    for attachment in document.attachments:
        # A type that is never offered has no address on the page either.
        with suppress(MediaError):
            names.add(attachment_name(attachment.digest, attachment.file))
    return names


def _signer() -> Signer:
    # A dot for the colon: programs that find links in a message stop at colons.
    return Signer(salt="releases.desk.sharing", sep=".")
