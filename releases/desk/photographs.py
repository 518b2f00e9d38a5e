"""A conference's photos: cleaned, kept in the private storage, found by file name."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePosixPath

from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.utils import timezone

from releases import photos
from releases.audit.log import by_user
from releases.desk.models import Conference, Photo
from releases.desk.signing import wrote


@dataclass(frozen=True, slots=True)
class Kept:
    """A clean photo in the private storage."""

    digest: str
    width: int
    height: int


def keep(data: bytes) -> Kept:
    """Clean the photo and store it with its renditions; PhotoError if it is none.

    Names are made of the digest, so storing one twice changes nothing and needs no transaction.
    """
    master = photos.clean(data)
    storage = storages["default"]
    if not all(storage.exists(name) for name in photos.public_names(master.digest, master.width)):
        for name, content in photos.renditions(master.data, master.digest, master.width):
            if not storage.exists(name):
                storage.save(name, ContentFile(content))
    return Kept(master.digest, master.width, master.height)


def key(file_name: str) -> str:
    """Return what two spellings of a file name have in common."""
    name = PurePosixPath(file_name.replace("\\", "/")).name
    return unicodedata.normalize("NFC", name).strip().casefold()


def fill(photo: Photo, kept: Kept) -> None:
    """Give a photo row its bytes; the caller saves it."""
    photo.digest, photo.width, photo.height = kept.digest, kept.width, kept.height


@transaction.atomic
def add(
    *,
    conference: Conference,
    kept: Iterable[tuple[str, Kept]],
    by: User | None = None,
    at: datetime | None = None,
) -> list[Photo]:
    """Give the conference these photos by file name: to rows that wait for them, else to new rows.

    Two cameras may give two photos one name: both are taken. One that is there already is not.
    """
    conference = Conference.objects.select_for_update().get(pk=conference.pk)
    rows = list(conference.photos.all())
    named = {key(row.file_name): row for row in rows if not row.digest}
    have = {row.digest for row in rows}
    changed = []
    order = max((row.order for row in rows), default=0)
    for file_name, each in kept:
        row = named.pop(key(file_name), None)
        if row is None:
            if each.digest in have:
                continue
            order += 1
            row = Photo(conference=conference, number=conference.next_photo, order=order, file_name=file_name)
            conference.next_photo += 1
        fill(row, each)
        row.save()
        have.add(each.digest)
        changed.append(row)
    if changed:
        conference.revision += 1
        conference.updated_by, conference.updated_at = by, at or timezone.now()
        conference.save(update_fields=["next_photo", "revision", "updated_by", "updated_at"])
        wrote(conference=conference, by=by)
        by_user(
            by, conference, f"上传了 {len(changed)} 张图片：{'、'.join(row.file_name for row in changed)}"
        )
    return changed
