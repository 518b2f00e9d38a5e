"""The record made anew from packs: what was sealed as it was sealed, and all that is derived from it."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import PurePosixPath

from django.db import transaction

from releases.photos import renditions
from releases.record import chain, media, one_at_a_time, revision
from releases.record.current import clear, fill
from releases.record.exports.edition import Column
from releases.record.exports.pack import readable
from releases.record.models import Release, Section, VersionKind
from releases.record.packs import Pack, PackError
from releases.record.requirements import PublishingError, check, day_of
from releases.record.verify import faults


@transaction.atomic
def restore(*, pack: Pack) -> bool:
    """Write the release of the pack, and return whether it was not there yet; PackError writes nothing of it.

    What the record has beside releases (topics, departments, what was filed) is in no pack.
    """
    one_at_a_time.wait()
    there = Release.objects.filter(pk=pack.release_id).first()
    if there is not None:
        if [one.seal for one in pack.versions] == [one.seal for one in there.versions.order_by("number")]:
            return False
        raise PackError(pack.path, f"已有编号为 {there.pk} 的发布，与资料包不同。")
    with zipfile.ZipFile(pack.path) as package, ExitStack() as files:
        given = _files(pack, package)
        try:
            for version in readable(pack.versions):
                files.enter_context(media.copied(version.content, given))
            release = _release(pack)
        except (PublishingError, media.MediaError) as error:
            raise PackError(pack.path, str(error)) from error
        for fault in faults(release):
            raise PackError(pack.path, fault)
    return True


@transaction.atomic
def chain_all() -> None:
    """Chain what was restored, in the order in which it was once published."""
    one_at_a_time.wait()
    chain.catch_up()
    # No trigger watches the links: one for each would move it thousands of times in one transaction.
    revision.move()


def _release(pack: Pack) -> Release:
    for column in pack.columns:
        _section(column)
    first, last = pack.versions[0], pack.versions[-1]
    document = last.content
    section = check(document, by=last.by)
    release = Release.objects.create(
        pk=pack.release_id,
        section=section,
        title=document.title,
        held_on=day_of(document),
        published_at=first.published_at,
        updated_at=last.published_at,
        readable_from=_readable_from(pack),
    )
    for version in pack.versions:
        version.save(force_insert=True)
    fill(release, document, section=section, version=last)
    if last.kind == VersionKind.WITHDRAWAL:
        clear(release, version=last)
    return release


def _section(column: Column) -> None:
    """Make the section where it is not there; what staff have made of it since stays."""
    above = column.path.rpartition("/")[0]
    Section.objects.get_or_create(
        path=column.path,
        defaults={
            "name": column.name,
            "parent": Section.objects.get(path=above) if above else None,
            "position": column.position,
            "description": column.description,
            "keywords": column.keywords,
            "column_type": column.column_type,
        },
    )


def _readable_from(pack: Pack) -> int:
    """Return the number of the version that brought back what was withdrawn, however that ended; else 1."""
    brought_back = [one.number for one in pack.versions if one.kind == VersionKind.RESTORATION]
    return max(brought_back, default=1)


def _files(pack: Pack, package: zipfile.ZipFile) -> Callable[[str], bytes]:
    """Return what gives the bytes of a public name: those of the package, and a photo's smaller sizes."""
    widths = {photo.digest: photo.width for one in pack.versions for photo in one.content.photos}
    made: dict[str, bytes] = {}

    def given(name: str) -> bytes:
        if name in made:
            return made.pop(name)
        digest = PurePosixPath(name).stem[:64]
        if digest not in pack.files:
            raise PackError(pack.path, f"缺少摘要值为 {digest} 的照片或附件。")
        data = package.read(pack.files[digest])
        if digest not in widths:
            return data
        made.clear()
        made.update(renditions(data, digest, widths[digest]))
        return made[name]

    return given
