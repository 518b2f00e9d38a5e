from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from releases.record.exports.pack import RECORD
from releases.record.exports.stored import of_bytes, zipped
from releases.record.models import Version
from releases.record.packs import PackError, checked
from releases.record.publishing import publish
from tests.record.making import DOCUMENT, files_of, picture, release_of, with_leaflet, with_photo
from tests.record.packing import forged, packed

pytestmark = pytest.mark.django_db

MASTER = picture()
AT = datetime(2026, 3, 30, 1, 30, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path, without_pdf: None) -> Path:  # noqa: ARG001
    """Return the pack of a release with two versions, a photo and an attachment."""
    release = release_of(with_leaflet(with_photo(DOCUMENT, MASTER)), MASTER, at=AT)
    publish(document=DOCUMENT, files=files_of(), by="签发人", note="撤下照片", release_id=release.pk)
    (found,) = packed(tmp_path)
    return found


def said_of(path: Path) -> str:
    """Return what is said of a pack that is refused."""
    with pytest.raises(PackError) as refused:
        checked(path)
    return str(refused.value)


def test_a_sound_pack_holds_what_the_database_holds(path: Path) -> None:
    pack = checked(path)
    stored = Version.objects.order_by("number")
    assert pack.release_id == "20260329-1"
    assert [one.computed_seal() for one in pack.versions] == [one.seal for one in stored]
    assert [one.document for one in pack.versions] == [one.document for one in stored]
    assert [column.path for column in pack.columns] == ["jdhy", "jdhy/xwfbh"]
    assert pack.files[MASTER.digest] == f"earlier/{MASTER.digest}.jpg"


def test_one_byte_changed_anywhere_is_noticed_and_the_pack_named(path: Path) -> None:
    sound = path.read_bytes()
    with zipfile.ZipFile(path) as package:
        heads = [one.header_offset for one in package.infolist()]
        directory = package.start_dir
    # The first bytes, every head of a file, all of the directory, the end, and what lies between, in steps.
    offsets = {
        *range(30),
        *(head + step for head in heads for step in (0, 4, 10, 14, 26, 30)),
        *range(directory, len(sound), 7),
        *range(len(sound) - 90, len(sound)),
        *range(0, len(sound), len(sound) // 150),
    }
    for offset in sorted(offsets):
        changed = bytearray(sound)
        changed[offset] ^= 0x20
        path.write_bytes(changed)
        assert said_of(path).startswith(f"{path.name}：")
    path.write_bytes(sound)
    checked(path)


@pytest.mark.parametrize("name", ["index.html", "20260329-1-v2.docx", f"earlier/{MASTER.digest}.jpg", RECORD])
def test_a_changed_file_of_the_pack_is_named(path: Path, name: str) -> None:
    with zipfile.ZipFile(path) as package:
        info = package.getinfo(name)
    data = bytearray(path.read_bytes())
    data[info.header_offset + 30 + len(name) + info.file_size // 2] ^= 1
    path.write_bytes(data)
    assert said_of(path) == f"{path.name}：{name} 被改动。"


def test_what_lies_between_the_files_counts_too(path: Path) -> None:
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        start = package.start_dir
    # The hour in the directory's first line: no reader of zip files looks at it twice.
    data[start + 12] ^= 1
    path.write_bytes(data)
    assert said_of(path) == f"{path.name}：各文件之间的字节（压缩包的文件头或目录）被改动。"


def test_a_shortened_pack_is_none(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1000])
    assert said_of(path) == f"{path.name}：不是完整的资料包。"
    path.write_bytes(b"")
    assert said_of(path) == f"{path.name}：不是完整的资料包。"


def test_another_zip_file_is_none(path: Path) -> None:
    path.write_bytes(b"".join(zipped([of_bytes("a", b"a")], AT)))
    assert said_of(path) == f"{path.name}：不是资料包。"


def test_a_file_that_was_exchanged_is_named(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        files = {name: package.read(name) for name in package.namelist()}
    files["page.css"] = b"p { color: red }"
    path.write_bytes(b"".join(zipped([of_bytes(name, data) for name, data in files.items()], AT)))
    assert said_of(path) == f"{path.name}：page.css 与 manifest.sha256 不符。"


def test_a_file_left_out_is_named(path: Path) -> None:
    with zipfile.ZipFile(path) as package:
        files = [of_bytes(name, package.read(name)) for name in package.namelist() if name != "qr.svg"]
    path.write_bytes(b"".join(zipped(files, AT)))
    assert said_of(path) == f"{path.name}：缺少 qr.svg。"


def record(change: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    """Return what changes the record as a value."""

    def changed(data: bytes) -> bytes:
        value = json.loads(data)
        change(value)
        return json.dumps(value).encode()

    return changed


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda value: value["versions"][0].update(note="另一句"), "第 1 版：封印与内容不符。"),
        (lambda value: value["versions"][1].update(by="别人"), "第 2 版：封印与内容不符。"),
        (lambda value: value["versions"][1]["document"].update(title="别的"), "第 2 版：文档与摘要值不符。"),
        (lambda value: value["versions"][1].update(previous="0" * 64), "第 2 版：没有接在上一版之后。"),
        (lambda value: value.update(id="20260329-2"), "第 1 版：封印与内容不符。"),
        (lambda value: value["versions"].clear(), "没有任何版本。"),
        (lambda value: value["versions"].reverse(), "没有撤回前的版本"),
        (lambda value: value["versions"].pop(0), "没有撤回前的版本"),
        (lambda value: value.update(schema="release-record/2"), "record.json 不是发布的记录。"),
        (lambda value: value["versions"][0].pop("seal"), "record.json 不是发布的记录。"),
        (lambda value: value["versions"][0].update(published_at="昨天"), "record.json 不是发布的记录。"),
        (lambda value: value["versions"][0].update(document={"schema": "x"}), "record.json 不是发布的记录。"),
        (lambda value: value["columns"][0].update(more=1), "record.json 不是发布的记录。"),
    ],
)
def test_a_pack_whose_digests_were_made_right_again_is_held_against_its_seals(
    path: Path, change: Callable[[dict[str, Any]], object], said: str
) -> None:
    forged(path, RECORD, record(change))
    assert re.match(f"{re.escape(path.name)}：{re.escape(said)}", said_of(path))


def test_a_record_that_is_no_json_is_none(path: Path) -> None:
    forged(path, RECORD, lambda data: data[:-9])
    assert said_of(path) == f"{path.name}：record.json 不是发布的记录。"
