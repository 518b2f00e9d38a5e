from __future__ import annotations

import hashlib
import io
import zipfile

import pytest
from django.core.files.storage import storages

from releases.desk import enclosures
from tests.desk.making import photo_bytes, word_bytes

PDF = b"%PDF-1.7 invented"


def package(*members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for member in members:
            archive.writestr(member, "x")
    return out.getvalue()


@pytest.mark.parametrize(
    ("file", "data", "media_type"),
    [
        ("方案.PDF", PDF, "application/pdf"),
        (
            "方案.docx",
            word_bytes(),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        ("数据.zip", package("a.csv"), "application/zip"),
        ("公文.ofd", package("OFD.xml"), "application/ofd"),
        ("数据.csv", "地区，数量".encode("gb18030"), "text/csv"),
        ("说明.txt", "说明".encode(), "text/plain"),
        ("图.jpeg", photo_bytes(), "image/jpeg"),
        ("视频.mp4", b"\x00\x00\x00\x18ftypmp42", "video/mp4"),
    ],
)
def test_a_file_that_is_what_its_name_says_is_kept(file: str, data: bytes, media_type: str) -> None:
    kept = enclosures.keep(data, file)
    enclosures.keep(data, file)
    digest = hashlib.sha256(data).hexdigest()
    assert kept == enclosures.Kept(file, media_type, len(data), digest)
    suffix = ".jpg" if file.endswith(".jpeg") else f".{file.rsplit('.')[1].lower()}"
    assert storages["default"].listdir(f"attachments/{digest[:2]}")[1] == [f"{digest}{suffix}"]


@pytest.mark.parametrize(
    ("file", "data", "sentence"),
    [
        ("空.pdf", b"", "文件是空的。"),
        ("假.pdf", b"MZ\x90", "文件内容不是 pdf 格式，请检查文件或扩展名。"),
        ("假.docx", package("a.txt"), "文件内容不是 docx 格式，请检查文件或扩展名。"),
        ("假.xlsx", b"PK\x03\x04 broken", "文件内容不是 xlsx 格式，请检查文件或扩展名。"),
        ("假.txt", b"a\x00b", "文件内容不是 txt 格式，请检查文件或扩展名。"),
        ("假.csv", b"\xff\xff\xff", "文件内容不是 csv 格式，请检查文件或扩展名。"),
        ("假.mp4", PDF, "文件内容不是 mp4 格式，请检查文件或扩展名。"),
        (
            "宏.docx",
            package("word/document.xml", "word/vbaProject.bin"),
            "文件中带有宏，请另存为不带宏的格式。",
        ),
    ],
)
def test_a_file_that_is_something_else_is_refused(file: str, data: bytes, sentence: str) -> None:
    with pytest.raises(enclosures.EnclosureError) as caught:
        enclosures.keep(data, file)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("file", ["页面.html", "脚本.js", "图.svg", "程序.exe", "无扩展名"])
def test_a_type_that_a_browser_could_run_is_refused(file: str) -> None:
    with pytest.raises(enclosures.EnclosureError, match="的类型不能公开提供"):
        enclosures.keep(b"<script>", file)


def test_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(enclosures, "MAX_BYTES", 1024 * 1024)
    with pytest.raises(enclosures.EnclosureError, match="文件超过 1 MB 的上限"):
        enclosures.keep(PDF + b" " * 1024 * 1024, "x.pdf")
    monkeypatch.setattr(enclosures, "MAX_MEMBERS", 2)
    with pytest.raises(enclosures.EnclosureError, match="压缩包内的文件超过 2 个"):
        enclosures.keep(package("a", "b", "c"), "x.zip")
