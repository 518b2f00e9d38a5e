from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.core.files.storage import storages
from PIL import Image

from releases.photos import master_name, rendition_name
from releases.record.media import (
    ATTACHMENT_TYPES,
    MediaError,
    attachment_name,
    copied,
    media_type,
    public_files,
    remove,
)
from tests.record.making import DOCUMENT, files_of, picture, with_leaflet, with_photo

pytestmark = pytest.mark.django_db

DIGEST = "ab" + "0" * 62


def webp(width: int) -> bytes:
    """Return a WebP of this width."""
    out = io.BytesIO()
    Image.new("RGB", (width, 10)).save(out, "WEBP")
    return out.getvalue()


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("办事指南.PDF", f"attachments/ab/{DIGEST}.pdf"),
        ("a.b.docx", f"attachments/ab/{DIGEST}.docx"),
        ("map.JPEG", f"attachments/ab/{DIGEST}.jpg"),
    ],
)
def test_attachment_name_is_made_of_the_digest(file: str, name: str) -> None:
    assert attachment_name(DIGEST, file) == name


@pytest.mark.parametrize("file", ["page.html", "drawing.svg", "run.js", "guide", "x.pdf.exe", ".pdf"])
def test_attachment_name_refuses_what_a_browser_could_run(file: str) -> None:
    with pytest.raises(MediaError) as refused:
        attachment_name(DIGEST, file)
    assert str(refused.value).startswith(f"附件“{file}”的类型不能公开提供，支持：csv、doc、")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (master_name(DIGEST), "image/jpeg"),
        (rendition_name(DIGEST, 480), "image/webp"),
        *((attachment_name(DIGEST, f"a{suffix}"), kind) for suffix, kind in ATTACHMENT_TYPES.items()),
        (f"photos/cd/{DIGEST}.jpg", None),
        (f"photos/ab/{DIGEST}.pdf", None),
        (f"photos/ab/{DIGEST}-0480.webp", None),
        (f"attachments/ab/{DIGEST}.html", None),
        (f"attachments/ab/{DIGEST}.webp", None),
        (f"photos/ab/{DIGEST}.jpg\n", None),
        (f"photos/ab/../ab/{DIGEST}.jpg", None),
        ("../desk/originals/secret.jpg", None),
        ("/etc/passwd", None),
        ("", None),
    ],
)
def test_media_type_knows_only_public_names(name: str, expected: str | None) -> None:
    assert media_type(name) == expected


def test_public_files_are_all_of_a_document() -> None:
    master = picture()
    document = with_leaflet(with_photo(DOCUMENT, master))
    leaflet = document.attachments[0].digest
    assert [(file.name, file.of, file.width) for file in public_files(document)] == [
        (master_name(master.digest), master.digest, 0),
        (rendition_name(master.digest, 480), master.digest, 480),
        (rendition_name(master.digest, 640), master.digest, 640),
        (f"attachments/{leaflet[:2]}/{leaflet}.pdf", leaflet, 0),
    ]


@pytest.mark.parametrize("values", [{"digest": ""}, {"digest": "AB" * 32}, {"width": 0}, {"height": 0}])
def test_public_files_refuse_photo_without_file(values: dict[str, object]) -> None:
    document = with_photo(DOCUMENT, picture())
    photo = replace(document.photos[0], **values)  # type: ignore[arg-type]
    with pytest.raises(MediaError, match=r"^第 1 张照片还没有可以公开的文件"):
        list(public_files(replace(document, photos=(photo,))))


def test_public_files_refuse_attachment_without_file() -> None:
    document = with_leaflet(DOCUMENT)
    attachment = replace(document.attachments[0], digest="")
    with pytest.raises(MediaError, match=r"^第 1 个附件还没有可以公开的文件"):
        list(public_files(replace(document, attachments=(attachment,))))


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"not an image", "第 1 张照片的缩小图已损坏，请重新上传照片。"),
        (webp(481), "第 1 张照片的缩小图宽 481 像素，应为 480 像素，请重新上传照片。"),
        (picture(size=(480, 360)).data, "第 1 张照片的缩小图已损坏，请重新上传照片。"),
    ],
)
def test_copied_refuses_wrong_rendition(data: bytes, message: str) -> None:
    master = picture()
    wrong = rendition_name(master.digest, 480)

    def files(name: str) -> bytes:
        return data if name == wrong else files_of(master)(name)

    with pytest.raises(MediaError) as refused, copied(with_photo(DOCUMENT, master), files):
        raise AssertionError("let in")
    assert str(refused.value) == message
    assert not storages["public"].exists(master_name(master.digest))


@pytest.mark.parametrize("of", [lambda d: d.photos[0].digest, lambda d: d.attachments[0].digest])
def test_copied_refuses_bytes_that_are_not_the_digests(of: Callable[..., str]) -> None:
    master = picture()
    document = with_leaflet(with_photo(DOCUMENT, master))

    def files(name: str) -> bytes:
        data = files_of(master)(name)
        return data + b"\0" if name.partition(".")[0].endswith(of(document)) else data

    with pytest.raises(MediaError, match=r"的文件与文档记载的不一致，请重新上传。$"), copied(document, files):
        raise AssertionError("let in")
    assert [storages["public"].exists(file.name) for file in public_files(document)] == [False] * 4


def test_copied_keeps_files_that_were_there_before_a_failure() -> None:
    master, other = picture(), picture(200)
    with copied(with_photo(DOCUMENT, master), files_of(master)):
        pass
    both = with_photo(with_photo(DOCUMENT, master), other)
    with pytest.raises(ZeroDivisionError), copied(both, files_of(other)):
        _ = 1 / 0
    assert [storages["public"].exists(file.name) for file in public_files(both)] == [True] * 3 + [False] * 3


def test_remove_asks_once_for_each_photo() -> None:
    master, other = picture(), picture(200)
    document = with_photo(with_photo(DOCUMENT, master), other)
    with copied(document, files_of(master, other)):
        pass
    asked: list[str] = []

    def needed(digest: str) -> bool:
        asked.append(digest)
        return digest == other.digest

    remove(document, but=needed)
    assert asked == [master.digest, other.digest]
    assert [storages["public"].exists(file.name) for file in public_files(document)] == [False] * 3 + [
        True
    ] * 3
