from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import transaction

from releases.document import Document
from releases.record.media import public_files
from releases.record.models import Release, ReleaseState, Rendition, Section, Version
from releases.record.packs import PackError, checked
from releases.record.publishing import publish, withdraw
from releases.record.restoring import restore
from releases.record.verify import file_faults
from tests.record.making import (
    DOCUMENT,
    LEAFLET,
    files_of,
    no_files,
    picture,
    release_of,
    with_leaflet,
    with_photo,
)
from tests.record.packing import forged, packed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("without_pdf")]

MASTER = picture()
FULL = with_leaflet(with_photo(DOCUMENT, MASTER))


def columns(release: Release) -> dict[str, object]:
    """Return every column of the release, with the seal of its current version in place of its key."""
    values = {field.attname: getattr(release, field.attname) for field in Release._meta.concrete_fields}
    assert release.version is not None
    return {**values, "version_id": release.version.seal, "section_id": release.section.path}


class LostError(Exception):
    """Takes back all that a block has written."""


def pack_of_what_is_lost(folder: Path, *steps: str) -> tuple[Path, dict[str, object], list[str]]:
    """Publish, take these steps, write the pack and lose the record; return the pack, and what there was."""
    try:
        with transaction.atomic():
            release = release_of(FULL, MASTER)
            for step in steps:
                if step == "withdraw":
                    withdraw(release_id=release.pk, reason="有误", by="签发人")
                else:
                    document = replace(FULL, title=step)
                    publish(
                        document=document,
                        files=files_of(MASTER),
                        by="签发人",
                        note="说明",
                        release_id=release.pk,
                    )
            release.refresh_from_db()
            (path,) = packed(folder)
            before = columns(release), list(Version.objects.values_list("seal", flat=True))
            raise LostError
    except LostError:
        lose_files(FULL)
    assert not Release.objects.exists()
    return path, *before


def lose_files(document: Document) -> None:
    """Take the document's files out of public storage."""
    for file in public_files(document):
        storages["public"].delete(file.name)


@pytest.mark.parametrize(
    "steps",
    [
        (),
        ("更正",),
        ("withdraw",),
        ("withdraw", "恢复"),
        ("withdraw", "恢复", "更正"),
        ("withdraw", "恢复", "withdraw"),
        ("更正", "withdraw", "恢复", "更正", "withdraw"),
    ],
)
def test_a_release_comes_back_as_it_was(tmp_path: Path, steps: tuple[str, ...]) -> None:
    path, release, seals = pack_of_what_is_lost(tmp_path, *steps)
    assert restore(pack=checked(path))
    again = Release.objects.with_page().get()
    assert columns(again) == release
    assert list(Version.objects.values_list("seal", flat=True)) == seals
    assert list(file_faults(again)) == []
    current = again.state == ReleaseState.CURRENT
    assert again.passages.count() == (len(FULL.turns) if current else 0)
    assert [storages["public"].exists(file.name) for file in public_files(FULL)] == [current] * 4
    sizes = {file.name for file in public_files(FULL) if file.width}
    assert {*Rendition.objects.digests()} == (sizes if current else set())


def test_sections_come_back_and_those_that_are_there_stay(tmp_path: Path) -> None:
    Section.objects.filter(path="jdhy").update(description="原来的描述")
    path, *_ = pack_of_what_is_lost(tmp_path)
    Section.objects.filter(path="jdhy/xwfbh").delete()
    Section.objects.filter(path="jdhy").update(description="后来的描述")
    known = Section.objects.get(path="jdhy")
    restore(pack=checked(path))
    made = Section.objects.get(path="jdhy/xwfbh")
    assert (made.parent, made.name, made.column_type) == (known, "新闻发布会", made.column_type)
    known.refresh_from_db()
    assert known.description == "后来的描述"


def test_what_is_there_is_left_alone(tmp_path: Path) -> None:
    path, *_ = pack_of_what_is_lost(tmp_path)
    pack = checked(path)
    assert restore(pack=pack)
    assert not restore(pack=pack)
    publish(
        document=replace(FULL, title="新"),
        files=files_of(MASTER),
        by="签发人",
        note="改",
        release_id="20260329-1",
    )
    with pytest.raises(PackError, match="已有编号为 20260329-1 的发布，与资料包不同。"):
        restore(pack=pack)
    assert Version.objects.count() == 2


def test_nothing_is_written_of_a_pack_without_a_photo(tmp_path: Path) -> None:
    path, *_ = pack_of_what_is_lost(tmp_path)
    forged(path, "photos/01-发布会现场.jpg", lambda _: b"")
    with pytest.raises(PackError, match=f"缺少摘要值为 {MASTER.digest} 的照片或附件。"):
        restore(pack=checked(path))
    assert not Release.objects.exists()


def test_nothing_is_written_of_a_pack_with_another_attachment(tmp_path: Path) -> None:
    path, *_ = pack_of_what_is_lost(tmp_path)
    pack = checked(path)
    leaflet = hashlib.sha256(LEAFLET).hexdigest()
    # As if the manifest told a digest that the file has not.
    pack.files[leaflet] = "index.html"
    with pytest.raises(PackError, match="第 1 个附件的文件与文档记载的不一致"):
        restore(pack=pack)
    assert not Release.objects.exists()
    assert not any(storages["public"].exists(file.name) for file in public_files(FULL))
    assert not Rendition.objects.exists()


def test_the_record_must_be_sound_when_all_is_written(tmp_path: Path) -> None:
    path, *_ = pack_of_what_is_lost(tmp_path)
    pack = checked(path)
    pack.versions[0].note = "没有签过的话"
    with pytest.raises(PackError, match="第 1 版：封印与内容不符。"):
        restore(pack=pack)
    assert not Release.objects.exists()


def test_a_document_that_could_never_be_published_is_refused(tmp_path: Path) -> None:
    path, *_ = pack_of_what_is_lost(tmp_path)
    pack = replace(checked(path), columns=())
    Section.objects.get(path="jdhy/xwfbh").delete()
    with pytest.raises(PackError, match="没有路径为“jdhy/xwfbh”的栏目。"):
        restore(pack=pack)


def test_a_release_without_files_asks_for_none(tmp_path: Path) -> None:
    try:
        with transaction.atomic():
            publish(document=DOCUMENT, files=no_files, by="签发人")
            (path,) = packed(tmp_path)
            raise LostError
    except LostError:
        pass
    assert restore(pack=checked(path))
