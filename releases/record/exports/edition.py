"""An edition: a published version with all that a format may say of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.conf import settings
from django.core.files.storage import storages
from django.urls import reverse
from django.utils import timezone

from releases.document import Attachment, Document, Person, Photo, Turn
from releases.photos import master_name
from releases.record.addresses import absolute
from releases.record.languages import in_chinese
from releases.record.media import attachment_name
from releases.record.models import Release, Version, VersionKind
from releases.record.publisher import publisher


@dataclass(frozen=True, slots=True)
class Sealed:
    """A version as it was sealed: all that its seal is made of, and the document's canonical text."""

    number: int
    kind: str
    note: str
    by: str
    at: datetime
    digest: str
    previous: str
    seal: str
    document: str


@dataclass(frozen=True, slots=True)
class Column:
    """A section on the way from the home page down to the release."""

    path: str
    name: str
    position: int
    description: str
    keywords: str
    column_type: str


@dataclass(frozen=True, slots=True)
class Embargo:
    """Who was given a copy, and the moment, in the city's time, before which nobody publishes it."""

    outlet: str
    until: datetime

    @property
    def line(self) -> str:
        """Return the mark that a copy bears wherever somebody may read it."""
        day = f"{self.until.year}年{self.until.month}月{self.until.day}日"
        return f"稿件限时公开：{day}{self.until:%H:%M}前不得发布 · 供{self.outlet}"


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a release, complete in itself: a format asks no database and no settings.

    ``first_at`` is when the release was published, ``at`` when this version was, both in the city's time.
    ``url`` is the release's permanent address, ``address`` that of this version, ``paper`` the one that codes
    on paper bear, which tells what has changed since. Of a public file, named as in storage, ``file_url``
    gives the absolute address, ``file`` the bytes, ``open_file`` a stream of them.
    ``columns`` are the sections it is filed in. ``chain`` gives the versions up to this one that may be given
    out, the first one first, and is the one thing here that asks the database. With an ``embargo`` it is not
    public yet: id and seal are "", the number is 0, all addresses are that of the page it was given by.
    """

    document: Document
    id: str
    number: int
    kind: VersionKind
    note: str
    digest: str
    seal: str
    previous: str
    first_at: datetime
    at: datetime
    url: str
    address: str
    paper: str
    site: str
    organiser: str
    site_url: str
    file_url: Callable[[str], str]
    file: Callable[[str], bytes]
    open_file: Callable[[str], AbstractContextManager[IO[bytes]]]
    columns: tuple[Column, ...]
    chain: Callable[[], tuple[Sealed, ...]]
    embargo: Embargo | None = None

    def turn_url(self, turn: Turn) -> str:
        """Return the address of a turn as it stands in this version."""
        return f"{self.address}#{turn.id}"

    def photo_url(self, photo: Photo) -> str:
        """Return the address of a photo at its full size."""
        return self.file_url(master_name(photo.digest))

    def attachment_url(self, attachment: Attachment) -> str:
        """Return the address of an attachment."""
        return self.file_url(attachment_name(attachment.digest, attachment.file))

    def speaker(self, turn: Turn) -> Person | None:
        """Return who speaks in the turn."""
        return self.document.person(turn.speaker)


def edition_of(release: Release, version: Version, *, chain_from: int | None = None) -> Edition:
    """Return the version as an edition; neither argument may need the database for it.

    Its chain begins with what the public may read, or with the version of number ``chain_from``.
    """
    # Whatever language the page is in that asks: what is cited is Chinese.
    url = absolute(in_chinese(release.get_absolute_url()))
    return Edition(
        document=version.content,
        id=release.pk,
        number=version.number,
        kind=VersionKind(version.kind),
        note=version.note,
        digest=version.digest,
        seal=version.seal,
        previous=version.previous,
        first_at=timezone.localtime(release.published_at),
        at=timezone.localtime(version.published_at),
        url=url,
        address=f"{url}v{version.number}/",
        paper=absolute(reverse("files:printed", args=[release.pk, version.number])),
        site=settings.SITE_NAME,
        organiser=publisher(),
        site_url=f"{settings.SITE_URL}/",
        file_url=lambda name: absolute(storages["public"].url(name)),
        file=_bytes_of,
        open_file=lambda name: storages["public"].open(name),
        columns=columns_of(release),
        chain=lambda: _chain(release, version, release.readable_from if chain_from is None else chain_from),
    )


def columns_of(release: Release) -> tuple[Column, ...]:
    """Return the sections above the release, the top one first."""
    return tuple(
        Column(one.path, one.name, one.position, one.description, one.keywords, one.column_type)
        for one in release.section.trail()
    )


def _chain(release: Release, version: Version, first: int) -> tuple[Sealed, ...]:
    found = release.versions.filter(number__range=(first, version.number)).order_by("number")
    return tuple(
        Sealed(
            number=one.number,
            kind=one.kind,
            note=one.note,
            by=one.by,
            at=one.published_at,
            digest=one.digest,
            previous=one.previous,
            seal=one.seal,
            document=one.document,
        )
        for one in found
    )


def _bytes_of(name: str) -> bytes:
    with storages["public"].open(name) as file:
        data: bytes = file.read()
    return data
