"""A backup, everything gone, and the site again: on the database the tests run on."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper as DatabaseWrapper
from pytest_django.fixtures import Settings

from portal.media import in_buckets
from portal.roles import Role
from releases.audit.models import Entry
from releases.backup import manifest
from releases.backup.files import FOLDERS
from releases.backup.making import make
from releases.desk.models import Conference
from releases.record.models import Version
from releases.record.publishing import publish, withdraw
from tests.record.making import DOCUMENT, files_of, picture, release_of, with_leaflet, with_photo
from tests.s3.server import Server

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

AT = datetime(2026, 3, 30, 1, tzinfo=UTC)
FOLDER_OF = {alias: name for name, alias in FOLDERS.items()}


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[DatabaseWrapper]:
    """Yield an empty database of the same sort, to be used instead of the one that there is."""
    old = connections["default"]
    new = connections.create_connection("default")
    name = f"{old.settings_dict['NAME']}_restored"
    new.settings_dict = {**old.settings_dict, "NAME": name}
    if connection.vendor == "sqlite":
        new.settings_dict["NAME"] = tmp_path / "restored.sqlite3"
        yield new
        new.close()
        return
    with old.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    yield new
    new.close()
    with old.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}"')


@contextmanager
def at(database: DatabaseWrapper, files: Path, settings: Settings) -> Iterator[None]:
    """Be the site that has this database, and its files in this folder."""
    old, storages_there = connections["default"], settings.STORAGES
    connections["default"] = database
    settings.STORAGES = {
        alias: {**storage, "OPTIONS": {"location": files / FOLDER_OF[alias]}}
        if alias in FOLDER_OF
        else storage
        for alias, storage in storages_there.items()
    }
    try:
        yield
    finally:
        connections["default"], settings.STORAGES = old, storages_there


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below the folder."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_site_is_restored_with_every_version_and_file(
    tmp_path: Path, elsewhere: DatabaseWrapper, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    master = picture()
    release = release_of(with_leaflet(with_photo(DOCUMENT, master)), master)
    publish(
        document=replace(with_photo(DOCUMENT, master), title="更正后的标题"),
        files=files_of(master),
        by="签发人",
        note="改题目",
        release_id=release.pk,
    )
    gone = release_of(replace(DOCUMENT, title="会撤回的"))
    withdraw(release_id=gone.pk, reason="有误", by="签发人")
    Conference.objects.create(title="未发布的草稿", section=release.section)
    User.objects.create_user("bianji", password="correct horse battery staple")
    storages["default"].save("photos/未发布.jpg", ContentFile(b"draft"))
    versions = list(Version.objects.order_by("release", "number").values_list("digest", "seal", "document"))
    assert len(versions) == 4

    folder, _ = make(into=tmp_path / "backups", at=AT)
    media = {name: tree(tmp_path / "media" / name) for name in ("desk", "public")}
    assert (len(media["desk"]), len(media["public"]) > 2) == (1, True)
    # Read from where nothing can be written, as from a disk that was locked away.
    for path in [folder, *folder.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    number, entries = 1 + sum(map(len, media.values())), Entry.objects.count()

    with at(elsewhere, tmp_path / "there", settings):
        call_command("restore", folder)
        assert [
            *Version.objects.order_by("release", "number").values_list("digest", "seal", "document")
        ] == versions
        assert [*Conference.objects.values_list("title", flat=True)] == ["未发布的草稿"]
        assert User.objects.get(username="bianji").check_password("correct horse battery staple")
        assert Entry.objects.count() == entries
        assert {name: tree(tmp_path / "there" / name) for name in media} == media
        with pytest.raises(CommandError, match="数据库里已经有数据表。恢复只写进空的数据库，请新建一个。"):
            call_command("restore", folder)
    told = capsys.readouterr()
    assert told.out == (
        f"已恢复 2026-03-30T01:00:00+00:00 的备份，共 {number} 个文件。\n"
        "2 个发布、4 个版本，连同照片和附件，都与发布时一致。\n"
    )
    assert told.err == ""


def test_a_site_moves_into_buckets_and_its_backup_is_the_same(
    tmp_path: Path, elsewhere: DatabaseWrapper, settings: Settings, s3: Server
) -> None:
    master = picture()
    release_of(with_leaflet(with_photo(DOCUMENT, master)), master)
    storages["default"].save("photos/未发布.jpg", ContentFile(b"draft"))
    folder, _ = make(into=tmp_path / "backups", at=AT)
    buckets = in_buckets(s3.store(), role=Role.ALL)
    with at(elsewhere, tmp_path / "there", settings):
        settings.STORAGES = settings.STORAGES | buckets
        call_command("restore", folder)
        again, _ = make(into=tmp_path / "backups", at=AT + timedelta(days=1))
    assert not (tmp_path / "there").exists()
    before, after = ({one.path: one for one in manifest.read(path).files[1:]} for path in (folder, again))
    assert (after == before, len(after)) == (True, 5)
    # What is unchanged is the same file.
    assert [(folder / path).samefile(again / path) for path in after] == [True] * 5


def test_other_keys_are_said_and_files_are_not_written_over(
    tmp_path: Path, elsewhere: DatabaseWrapper, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    release_of()
    folder, _ = make(into=tmp_path / "backups", at=AT)
    settings.RECORD_KEY = "b3RoZXIgb3RoZXIgb3RoZXIgb3RoZXIgb3RoZXIgb3Q="
    settings.SECRET_KEY = "another"
    here = tmp_path / "there" / "desk" / "here.jpg"
    here.parent.mkdir(parents=True)
    here.write_bytes(b"here")
    with at(elsewhere, tmp_path / "there", settings):
        with pytest.raises(
            CommandError, match="存放照片和附件的目录里已经有文件。恢复只写进空的目录，请换一个。"
        ):
            call_command("restore", folder)
        here.unlink()
        call_command("restore", folder)
    assert capsys.readouterr().err == (
        "注意：SECRET_KEY 与备份时不同，已登录的人要重新登录，发出的预览链接和提前供稿链接失效。\n"
        "注意：RECORD_KEY 与备份时不同，发布链条的签名换了一把密钥，需要公告。\n"
    )


def gone(path: Path) -> None:
    """Take the file away."""
    path.unlink()


def flipped(path: Path) -> None:
    """Change a bit of the last byte but one."""
    data = path.read_bytes()
    path.write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])


@pytest.mark.parametrize(
    ("files", "how", "said"),
    [
        ("*.jpg", gone, "第 1 张照片的文件 .*.jpg 不见了。"),
        ("*-640.webp", flipped, "第 1 张照片的缩小图 .*-640.webp 与发布时不符。"),
    ],
)
def test_a_site_that_was_restored_damaged_is_said_to_be(
    tmp_path: Path,
    elsewhere: DatabaseWrapper,
    settings: Settings,
    files: str,
    how: Callable[[Path], None],
    said: str,
) -> None:
    master = picture()
    release = release_of(with_photo(DOCUMENT, master), master)
    for path in (tmp_path / "media" / "public").rglob(files):
        how(path)
    folder, _ = make(into=tmp_path / "backups", at=AT)
    with (
        at(elsewhere, tmp_path / "there", settings),
        pytest.raises(CommandError, match=f"{release.pk}：第 1 版：{said}"),
    ):
        call_command("restore", folder)


def damage(folder: Path, how: str) -> None:
    """Spoil a backup."""
    path = folder / manifest.NAME
    data = json.loads(path.read_bytes())
    match how:
        case "byte":
            photo = folder / data["files"][-1]["path"]
            photo.write_bytes(photo.read_bytes()[:-1] + b"?")
        case "missing":
            (folder / data["files"][-1]["path"]).unlink()
        case "no manifest":
            path.unlink()
        case "torn":
            path.write_bytes(path.read_bytes()[:-20])
        case "schema":
            path.write_text(json.dumps({**data, "schema": "portal-backup/2"}))
        case "list":
            path.write_text("[]")
        case "outside":
            data["files"][0]["path"] = "../outside"
            path.write_text(json.dumps(data))
        case "vendor":
            path.write_text(json.dumps({**data, "vendor": "oracle"}))
        case "newer":
            path.write_text(json.dumps({**data, "migrations": ["record.0001_initial", "record.9999_later"]}))


def test_a_damaged_backup_is_named_and_nothing_is_restored(tmp_path: Path) -> None:
    master = picture()
    release_of(with_photo(DOCUMENT, master), master)
    folder, _ = make(into=tmp_path / "backups", at=AT)
    last = manifest.read(folder).files[-1].path
    assert last.startswith("public/")
    said = {
        "byte": f"备份已损坏：{last} 与备份时不一致。",
        "missing": f"备份已损坏：缺少 {last}。",
        "no manifest": "不是备份：没有 manifest.json。",
        "torn": "读不懂，可能已损坏，也可能是别的版本写的。",
        "schema": "读不懂，可能已损坏，也可能是别的版本写的。",
        "list": "读不懂，可能已损坏，也可能是别的版本写的。",
        "outside": "里有不该有的路径：../outside。",
        "vendor": f"备份里是 oracle 数据库，现在用的是 {connection.vendor}。",
        "newer": "备份来自更新的程序版本：这里没有 record.9999_later。",
        "": "数据库里已经有数据表。恢复只写进空的数据库，请新建一个。",
    }
    for how, words in said.items():
        spoiled = tmp_path / f"spoiled {how}"
        shutil.copytree(folder, spoiled)
        damage(spoiled, how)
        with pytest.raises(CommandError) as refused:
            call_command("restore", spoiled)
        assert str(refused.value).endswith(words), how
