from __future__ import annotations

import errno
import hashlib
import json
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import Storage, storages
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings

from releases.backup import databases, files, keys, manifest
from releases.backup.fault import BackupError
from releases.backup.making import backups, make
from releases.files import names_in
from releases.photos import public_names
from releases.record.models import Release
from tests.record.making import DOCUMENT, picture, release_of, with_photo

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

AT = datetime(2026, 3, 30, 1, tzinfo=UTC)


def names(folder: Path) -> list[str]:
    """Return what stands in the folder."""
    return sorted(path.name for path in folder.iterdir())


def test_a_backup_lists_every_file_with_its_digest(tmp_path: Path, settings: Settings) -> None:
    settings.RECORD_KEY = ""
    storages["default"].save("photos/a.jpg", ContentFile(b"one"))
    folder, digest = make(into=tmp_path / "backups", at=AT)
    assert (folder.name, names(tmp_path / "backups")) == ("20260330T010000Z", ["20260330T010000Z"])
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    data = (folder / "manifest.json").read_bytes()
    assert hashlib.sha256(data).hexdigest() == digest
    found = manifest.read(folder)
    assert [stored.path for stored in found.files] == [found.database, "desk/photos/a.jpg"]
    assert found.files[1] == manifest.Stored("desk/photos/a.jpg", 3, hashlib.sha256(b"one").hexdigest())
    assert (found.keys, list(found.faults(folder))) == (keys.fingerprints(), [])
    assert [*found.keys] == ["SECRET_KEY"]
    assert settings.SECRET_KEY.encode() not in data
    assert "record.0001_initial" in found.migrations


@pytest.mark.sqlite
def test_a_backup_has_every_file_of_what_its_database_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def published(shade: int) -> Release:
        master = picture(shade)
        return release_of(with_photo(DOCUMENT, master), master)

    def meanwhile(folder: Path) -> str:
        found.append(published(80))
        name = dump(folder)
        found.append(published(120))
        return name

    dump, found = databases.dump, [published(40)]
    monkeypatch.setattr(databases, "dump", meanwhile)
    folder, _ = make(into=tmp_path, at=AT)
    with closing(sqlite3.connect(folder / "database.sqlite3")) as copy:
        known = {pk for (pk,) in copy.execute("SELECT release_id FROM record_version")}
    assert [release.pk in known for release in found] == [True, True, False]
    kept = {stored.path for stored in manifest.read(folder).files}
    photos = [photo for one in found[:2] if one.version for photo in one.version.content.photos]
    wanted = [f"public/{name}" for photo in photos for name in public_names(photo.digest, photo.width)]
    assert (len(wanted), [path for path in wanted if path not in kept]) == (6, [])


def test_unchanged_files_are_one_file_with_two_names(tmp_path: Path) -> None:
    master = picture()
    release_of(with_photo(DOCUMENT, master), master)
    changing = storages["default"].save("a.jpg", ContentFile(b"one"))
    first, _ = make(into=tmp_path, at=AT)
    storages["default"].delete(changing)
    storages["default"].save("a.jpg", ContentFile(b"two"))
    second, _ = make(into=tmp_path, at=AT + timedelta(days=1))
    same = {
        path.relative_to(second).parts[0]: path.samefile(first / path.relative_to(second))
        for path in second.rglob("*.jpg")
    }
    assert same == {"public": True, "desk": False}
    assert (first / "desk/a.jpg").read_bytes() == b"one"
    assert [*manifest.read(second).faults(second), *manifest.read(first).faults(first)] == []


def test_where_files_cannot_be_linked_they_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    storages["default"].save("a.jpg", ContentFile(b"one"))
    first, _ = make(into=tmp_path, at=AT)
    monkeypatch.setattr(os, "link", refused)
    second, _ = make(into=tmp_path, at=AT + timedelta(days=1))
    assert (second / "desk/a.jpg").samefile(first / "desk/a.jpg") is False
    assert list(manifest.read(second).faults(second)) == []


def test_only_the_newest_are_kept_and_what_is_no_backup_stays(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    (tmp_path / "20250101T000000Z").mkdir()
    for day in range(4):
        make(into=tmp_path, at=AT + timedelta(days=day), keep=2)
    assert [path.name for path in backups(tmp_path)] == ["20260402T010000Z", "20260401T010000Z"]
    assert names(tmp_path) == ["20250101T000000Z", "20260401T010000Z", "20260402T010000Z", "notes"]


def test_a_backup_of_the_same_second_is_refused(tmp_path: Path) -> None:
    folder, digest = make(into=tmp_path, at=AT)
    with pytest.raises(BackupError, match="已经存在"):
        make(into=tmp_path, at=AT)
    assert manifest.digest_of(folder / "manifest.json") == digest


def test_a_full_disk_leaves_nothing_half_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(into=tmp_path, at=AT)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device", "x.jpg")

    monkeypatch.setattr(files, "save", full)
    with pytest.raises(CommandError, match=r"备份没有写成：No space left on device（x.jpg）。"):
        call_command("backup", tmp_path)
    monkeypatch.undo()
    assert names(tmp_path) == ["20260330T010000Z"]


def test_a_folder_that_cannot_be_written_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CommandError, match=r"^备份没有写成：Not a directory（\S+/file/backups）。$"):
        call_command("backup", tmp_path / "file/backups")


def test_a_database_that_cannot_be_dumped_leaves_nothing_half_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(folder: Path) -> None:
        (folder / "database.dump").write_bytes(b"half")
        raise BackupError("pg_dump 没有完成")

    monkeypatch.setattr(databases, "dump", fail)
    with pytest.raises(CommandError, match="pg_dump 没有完成"):
        call_command("backup", tmp_path)
    assert names(tmp_path) == []


def test_what_was_never_finished_is_swept_away(tmp_path: Path) -> None:
    (tmp_path / "partial-20260101T000000Z").mkdir()
    make(into=tmp_path, at=AT)
    assert names(tmp_path) == ["20260330T010000Z"]


def test_a_file_that_goes_meanwhile_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    storage = storages["default"]
    storage.save("a.jpg", ContentFile(b"one"))
    storage.save("b.jpg", ContentFile(b"two"))

    def deleting(storage: Storage, folder: str = "") -> Iterator[str]:
        for name in names_in(storage, folder):
            if name == "a.jpg":
                storage.delete(name)
            yield name

    monkeypatch.setattr(files, "names_in", deleting)
    folder, _ = make(into=tmp_path, at=AT)
    assert [stored.path for stored in manifest.read(folder).files][1:] == ["desk/b.jpg"]
    assert names(folder / "desk") == ["b.jpg"]


# A folder's goes on until it is closed; a bucket's ends.
@pytest.mark.usefixtures("store")
def test_a_file_that_goes_while_it_is_copied_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storage = storages["default"]
    storage.save("a.jpg", ContentFile(b"one"))
    storage.save("b.jpg", ContentFile(b"two"))
    opened = type(storage).open

    def deleting(storage: Storage, name: str) -> File[bytes]:
        file = opened(storage, name)
        if name == "a.jpg":
            storage.delete(name)
        return file

    monkeypatch.setattr(type(storage), "open", deleting)
    folder, _ = make(into=tmp_path, at=AT)
    assert [stored.path for stored in manifest.read(folder).files][1:] == ["desk/b.jpg"]
    assert names(folder / "desk") == ["b.jpg"]


def test_the_command_says_where_and_what_to_note(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("backup", tmp_path, "--keep", "1")
    (folder,) = backups(tmp_path)
    digest = manifest.digest_of(folder / "manifest.json")
    assert capsys.readouterr().out == f"已备份到 {folder}\nmanifest.json 的 SHA-256：{digest}\n"
    with pytest.raises(CommandError):
        call_command("backup", tmp_path, "--keep", "0")
    assert json.loads((folder / "manifest.json").read_bytes())["schema"] == "portal-backup/1"
