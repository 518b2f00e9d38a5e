"""The only way into the record: publish and withdraw, each a new sealed version."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from releases.document import Document, canonical, digest_of
from releases.record import chain, media, one_at_a_time
from releases.record.current import clear, fill
from releases.record.models import Release, ReleaseState, Section, Version, VersionKind
from releases.record.models.version import seal_of
from releases.record.requirements import PublishingError, check, day_of

__all__ = ["PublishingError", "publish", "withdraw"]


@transaction.atomic
def publish(
    *,
    document: Document,
    files: Callable[[str], bytes],
    by: str,
    kind: VersionKind | None = None,
    note: str = "",
    release_id: str | None = None,
    at: datetime | None = None,
) -> Version:
    """Publish the document, as a new release or as the next version of one, and return the version.

    ``files`` gives the bytes of a public name and is asked only for those not yet public. ``kind``
    left out is ``first`` for a new release, ``restoration`` for a withdrawn one, else ``correction``.
    ``at`` is for the demo and tests: the server's clock is the time of publishing, and no caller can
    set it ahead.
    """
    # Two at once could take the same number. Publishing is rare enough to simply queue.
    one_at_a_time.wait()
    section = check(document, by=by)
    note = note.strip()
    release = _locked(release_id) if release_id is not None else None
    if release is None:
        kind = kind or VersionKind.FIRST
    else:
        withdrawn = release.state == ReleaseState.WITHDRAWN
        kind = kind or (VersionKind.RESTORATION if withdrawn else VersionKind.CORRECTION)
        _check_change(release, document, note)
    if kind not in _kinds_for(release):
        raise PublishingError(
            "首次发布只能用于新的发布，更正或补充只能用于已发布的编号，恢复只能用于已撤回的。"
        )
    now = _time(at, release)
    try:
        with media.copied(document, files):
            release = release or _new(document, section, now)
            version = _append(release, document=document, kind=kind, note=note, by=by, now=now)
            if release.state == ReleaseState.WITHDRAWN:
                release.readable_from = version.number
            release.state = ReleaseState.CURRENT
            fill(release, document, section=section, version=version)
    except media.MediaError as error:
        raise PublishingError(str(error)) from error
    return version


@transaction.atomic
def withdraw(*, release_id: str, reason: str, by: str, at: datetime | None = None) -> Version:
    """Take a release from the public, leaving the reason, and return the version that says so."""
    one_at_a_time.wait()
    reason = reason.strip()
    if not reason:
        raise PublishingError("请填写撤回理由，它会公开显示。")
    if not by.strip():
        raise PublishingError("缺少签发人。")
    release = _locked(release_id)
    if release.state == ReleaseState.WITHDRAWN:
        raise PublishingError(f"{release.id} 已经撤回。")
    document = release.versions.latest("number").content
    now = _time(at, release)
    version = _append(release, document=document, kind=VersionKind.WITHDRAWAL, note=reason, by=by, now=now)
    clear(release, version=version)
    # Files only go once the withdrawal stands: a rollback could not bring them back.
    transaction.on_commit(lambda: remove_unneeded_files(release_id=release.id), robust=True)
    return version


@transaction.atomic
def remove_unneeded_files(*, release_id: str) -> None:
    """Take out of public storage the files of this release that no readable version shows."""
    # A file must not go that another release is just being published with.
    one_at_a_time.wait()

    def still_needed(digest: str) -> bool:
        return Version.objects.readable().filter(document__contains=digest).exists()

    for version in Version.objects.filter(release=release_id).order_by("number"):
        media.remove(version.content, but=still_needed)


def _locked(release_id: str) -> Release:
    release = Release.objects.select_for_update(of=("self",)).filter(pk=release_id).first()
    if release is None:
        raise PublishingError(f"没有编号为 {release_id} 的发布。")
    return release


def _kinds_for(release: Release | None) -> tuple[VersionKind, ...]:
    if release is None:
        return (VersionKind.FIRST,)
    if release.state == ReleaseState.WITHDRAWN:
        return (VersionKind.RESTORATION,)
    return VersionKind.CORRECTION, VersionKind.ADDITION


def _check_change(release: Release, document: Document, note: str) -> None:
    if not note:
        raise PublishingError("请填写公开说明：改了什么、为什么。")
    # After a withdrawal the same words may come back: it may have been withdrawn by mistake.
    if release.state == ReleaseState.CURRENT and release.versions.latest("number").digest == document.digest:
        raise PublishingError("内容与现行版本完全相同，没有需要发布的改动。")


def _time(at: datetime | None, release: Release | None) -> datetime:
    now = timezone.now()
    if at is None:
        return now
    if at > now:
        raise PublishingError("发布时间不能晚于现在。")
    if release is not None and at < release.updated_at:
        raise PublishingError("发布时间不能早于上一版。")
    return at


def _new(document: Document, section: Section, now: datetime) -> Release:
    day = day_of(document)
    prefix = f"{day:%Y%m%d}-"
    taken = Release.objects.filter(pk__startswith=prefix).values_list("pk", flat=True)
    number = max((int(pk.removeprefix(prefix)) for pk in taken), default=0) + 1
    return Release.objects.create(
        pk=f"{prefix}{number}",
        section=section,
        title=document.title,
        held_on=day,
        published_at=now,
        updated_at=now,
    )


def _append(
    release: Release, *, document: Document, kind: VersionKind, note: str, by: str, now: datetime
) -> Version:
    last = release.versions.order_by("number").last()
    number = last.number + 1 if last else 1
    previous = last.seal if last else ""
    text = canonical(document.to_json())
    digest = digest_of(text)
    version = Version.objects.create(
        release=release,
        number=number,
        kind=kind,
        document=text,
        digest=digest,
        previous=previous,
        seal=seal_of(
            release=release.pk,
            number=number,
            digest=digest,
            kind=kind,
            note=note,
            published_at=now,
            by=by,
            previous=previous,
        ),
        note=note,
        published_at=now,
        by=by,
    )
    chain.append(version)
    return version
