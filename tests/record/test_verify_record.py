from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection

from releases.photos import master_name, rendition_name
from releases.record.media import public_files
from releases.record.models import Release, Version
from releases.record.publishing import publish, withdraw
from tests.record.chaining import unguarded
from tests.record.making import DOCUMENT, files_of, picture, release_of, with_leaflet, with_photo

pytestmark = pytest.mark.django_db

MASTER = picture()


@pytest.fixture
def release() -> Release:
    """Return a release with a photo and an attachment, after another one without."""
    release_of()
    return release_of(with_leaflet(with_photo(DOCUMENT, MASTER)), MASTER)


def replaced(name: str, data: bytes) -> None:
    """Put other bytes where a public file is."""
    storages["public"].delete(name)
    storages["public"].save(name, ContentFile(data))


@pytest.mark.usefixtures("release")
def test_a_sound_record_is_told_to_be_sound(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_record")
    assert capsys.readouterr().out == "2 个发布、2 个版本，连同照片和附件，都与发布时一致。\n"
    call_command("verify_record", "20260329-2")
    assert capsys.readouterr().out == "1 个发布、1 个版本，连同照片和附件，都与发布时一致。\n"


def test_a_flipped_byte_of_a_photo_is_named(release: Release) -> None:
    name = master_name(MASTER.digest)
    replaced(name, MASTER.data[:-3] + b"x" + MASTER.data[-2:])
    with pytest.raises(
        CommandError, match=rf"^{release.pk}：第 1 版：第 1 张照片的文件 {name} 与摘要值不符。$"
    ):
        call_command("verify_record")


def test_a_flipped_byte_of_a_smaller_size_is_named(release: Release) -> None:
    name = rendition_name(MASTER.digest, 480)
    data = files_of(MASTER)(name)
    replaced(name, data[:-3] + bytes([data[-3] ^ 1]) + data[-2:])
    with pytest.raises(
        CommandError, match=rf"^{release.pk}：第 1 版：第 1 张照片的缩小图 {name} 与发布时不符。$"
    ):
        call_command("verify_record")


@pytest.mark.usefixtures("release")
def test_a_missing_size_of_a_photo_is_named() -> None:
    name = rendition_name(MASTER.digest, 480)
    storages["public"].delete(name)
    with pytest.raises(CommandError, match=f"第 1 张照片的文件 {name} 不见了。"):
        call_command("verify_record")


def test_a_flipped_byte_of_an_attachment_is_named(release: Release) -> None:
    content = release.version.content if release.version else None
    assert content is not None
    digest = content.attachments[0].digest
    name = f"attachments/{digest[:2]}/{digest}.pdf"
    replaced(name, b"%PDF-1.4 leaflex")
    with pytest.raises(CommandError, match=f"第 1 个附件的文件 {name} 与摘要值不符。"):
        call_command("verify_record")


@pytest.mark.usefixtures("release")
def test_a_changed_version_is_named() -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION record_refuse CASCADE")
        else:
            cursor.execute("DROP TRIGGER record_version_immutable")
    Version.objects.filter(release="20260329-1").update(note="谁也没有写过")
    with pytest.raises(CommandError, match=r"^20260329-1：第 1 版：封印与内容不符。$"):
        call_command("verify_record")


def test_files_that_a_withdrawal_took_are_not_missed(release: Release) -> None:
    withdraw(release_id=release.pk, reason="有误", by="签发人")
    for file in public_files(Version.objects.filter(release=release).earliest("number").content):
        storages["public"].delete(file.name)
    call_command("verify_record")


def test_an_unknown_release_is_refused() -> None:
    with pytest.raises(CommandError, match=r"^没有编号为 20260329-9 的发布。$"):
        call_command("verify_record", "20260329-9")


def test_a_file_of_several_versions_is_looked_at_once(
    release: Release, capsys: pytest.CaptureFixture[str]
) -> None:
    content = Version.objects.get(release=release).content
    again = replace(content, title="更正后的标题")
    publish(document=again, files=files_of(MASTER), by="签发人", note="更正", release_id=release.pk)
    call_command("verify_record")
    assert capsys.readouterr().out == "2 个发布、3 个版本，连同照片和附件，都与发布时一致。\n"


@pytest.mark.usefixtures("release")
def test_a_link_that_was_taken_from_the_chain_is_named() -> None:
    unguarded("DELETE FROM record_link WHERE number = 2")
    with pytest.raises(CommandError, match=r"^20260329-2 v1 不在全站链条里。$"):
        call_command("verify_record")
    # Of a release alone the chain of all is not asked.
    call_command("verify_record", "20260329-2")
