"""Files made to harm are refused within two seconds and 256 MiB; nothing is fetched, nothing opened."""

from __future__ import annotations

import io
import json
import re
import struct
import subprocess
import sys
import warnings
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from releases.transcripts.openings import stretches
from releases.transcripts.package import opened
from releases.transcripts.reading import read
from releases.transcripts.result import TranscriptError
from tests.transcripts.test_docx import picture
from tests.transcripts.word import ROOT, body, package, paragraph, part, png, relation, relations

_MIB = 1024 * 1024
_DTD = '<!DOCTYPE d [<!ENTITY a "{0}">]>'


def _laughs() -> str:
    steps = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE d [<!ENTITY a0 "{"哈" * 10}">{steps}]>' + body(paragraph("&a9;"))


def _lying() -> bytes:
    """Return a .docx whose directory says that a part is small when it is not."""
    honest = package(body(paragraph(" " * (70 * _MIB))))
    size = struct.pack("<L", len(body(paragraph(" " * (70 * _MIB))).encode()))
    return honest.replace(size, struct.pack("<L", 1000))


def _many_parts() -> bytes:
    return package(body(""), {f"word/media/{n}.png": b"\0" * (5 * _MIB) for n in range(14)})


def _directory(entries: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("_rels/.rels", relations(ROOT))
        archive.writestr("word/document.xml", body(""))
        for number in range(entries):
            archive.writestr(f"word/{number}", b"")
    return out.getvalue()


def _twice() -> bytes:
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore", UserWarning)
        archive.writestr("_rels/.rels", relations(ROOT))
        archive.writestr("word/document.xml", body(paragraph("甲")))
        archive.writestr("word/document.xml", body(paragraph("乙")))
    return out.getvalue()


def _flagged(flag: int, offset: int) -> bytes:
    """Return a .docx with two bytes of each directory entry changed."""
    data = bytearray(package(body("")))
    at = data.find(b"PK\1\2")
    while at >= 0:
        data[at + offset : at + offset + 2] = struct.pack("<H", flag)
        at = data.find(b"PK\1\2", at + 4)
    return bytes(data)


def _with_photo(data: bytes, name: str = "a.png") -> bytes:
    rels = relations(relation("r1", "image", f"media/{name}"))
    return package(
        body(f"<w:p><w:r>{picture('r1')}</w:r></w:p>"),
        {"word/_rels/document.xml.rels": rels, f"word/media/{name}": data},
    )


def _claimed_png(width: int, height: int) -> bytes:
    """Return a picture whose header claims a size and whose pixels are not there."""
    data = bytearray(png())
    header = b"IHDR" + struct.pack(">LL", width, height) + bytes(data[24:29])
    data[12:33] = header + struct.pack(">L", zlib.crc32(header))
    return bytes(data)


def _bitmap() -> bytes:
    out = io.BytesIO()
    Image.new("1", (8000, 5001)).save(out, "PNG")
    return out.getvalue()


def _related(line: str, path: str = "word/_rels/document.xml.rels") -> bytes:
    return package(body(paragraph("甲")), {path: relations(line)})


_LARGE = "Word 文件解压后超过 64 MB 的上限，已拒绝读取。"
_COMPLEX = "Word 文件的内容过于复杂，超出文字稿的上限，已拒绝读取。"
_PARAGRAPHS = "Word 文件超过 20000 段的上限，已拒绝读取。"
_ENTITIES = "Word 文件里有 XML 实体或文档类型声明，已拒绝读取。"
_OUTSIDE = (
    "Word 文件引用了外部文件或网络上的内容（图片、模板或对象），已拒绝读取。请把图片直接插入文档后重新保存。"
)
_DAMAGED = "Word 文件已损坏，无法打开。"
_STRUCTURE = "Word 文件的内部结构异常（部件重名或过多），已拒绝读取。"
_PIXELS = "图片 a.png 超过 4000 万像素的上限，请缩小后再上传。"
_DEEP = "网页的标签嵌套过深，已拒绝读取。"
_TAGS = "网页的标签过多，超出文字稿的上限，已拒绝读取。"

CASES: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb": (lambda: package(body(paragraph(" " * (70 * _MIB)))), _LARGE),
    "bomb-in-parts": (_many_parts, _LARGE),
    "bomb-that-lies": (_lying, _DAMAGED),
    "large-file": (lambda: b"PK\3\4" + bytes(65 * _MIB), _LARGE),
    "paragraphs": (lambda: package(body(paragraph("甲") * 20_001)), _PARAGRAPHS),
    "empty-paragraphs": (lambda: package(body("<w:p/>" * (9 * _MIB))), _PARAGRAPHS),
    "nested-paragraphs": (lambda: package(body("<w:p>" * 100_000)), _PARAGRAPHS),
    "runs": (lambda: package(body(f"<w:p>{'<w:r/>' * (9 * _MIB)}</w:p>")), _COMPLEX),
    "unknown-elements": (lambda: package(body("<z/>" * (15 * _MIB))), _COMPLEX),
    "styles": (lambda: package(body(""), {"word/styles.xml": part("styles", "<w:style/>" * (5 * _MIB))}), _COMPLEX),
    "deep": (lambda: package(body("<z>" * 100_000)), _DAMAGED),
    "long-text": (lambda: package(body(paragraph("水" * (20 * _MIB)))), "Word 文件的文字超过文字稿的上限，已拒绝读取。"),
    "line-breaks": (lambda: package(body(f"<w:p>{'<w:br/>' * _MIB}</w:p>")), "Word 文件的文字超过文字稿的上限，已拒绝读取。"),
    "long-attribute": (lambda: package(body(f'<w:p a="{"x" * (60 * _MIB)}"/>')), _DAMAGED),
    "many-attributes": (lambda: package(body(f"<w:p {' '.join(f'a{n}=1' for n in range(2 * _MIB))}/>")), _DAMAGED),
    "long-comment": (lambda: package(body(f"<!--{'x' * (60 * _MIB)}-->")), _DAMAGED),
    "billion-laughs": (lambda: package(_laughs()), _ENTITIES),
    "external-entity": (lambda: package('<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + body(paragraph("&a;"))), _ENTITIES),
    "remote-entity": (lambda: package('<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd">' + body(paragraph("甲"))), _ENTITIES),
    "parameter-entity": (lambda: package('<!DOCTYPE d [<!ENTITY % a SYSTEM "file:///etc/passwd">%a;]>' + body("")), _ENTITIES),
    "entity-in-utf-16": (lambda: package(('<?xml version="1.0" encoding="UTF-16"?>' + _DTD.format("x") + body(paragraph("&a;"))).encode("utf-16")), _ENTITIES),
    "entity-in-relations": (lambda: package(body(""), {"word/_rels/x.rels": _DTD.format("x") + relations()}), _ENTITIES),
    "entity-in-numbering": (lambda: package(body(""), {"word/numbering.xml": _DTD.format("x") + part("numbering", "")}), _ENTITIES),
    "image-file": (lambda: _related(relation("r1", "image", "file:///etc/passwd", external=True)), _OUTSIDE),
    "image-http": (lambda: _related(relation("r1", "image", "http://127.0.0.1:9/a.png", external=True)), _OUTSIDE),
    "image-unc": (lambda: _related(relation("r1", "image", "//server/a.png")), _OUTSIDE),
    "image-http-undeclared": (lambda: _related(relation("r1", "image", "http://127.0.0.1:9/a.png")), _OUTSIDE),
    "template": (lambda: _related(relation("r1", "attachedTemplate", "http://127.0.0.1:9/a.dotm", external=True), "word/_rels/settings.xml.rels"), _OUTSIDE),
    "object": (lambda: _related(relation("r1", "oleObject", "file:///c:/a.xls", external=True)), _OUTSIDE),
    "link-to-a-file": (lambda: _related(relation("r1", "hyperlink", "file:///etc/passwd", external=True)), _OUTSIDE),
    "too-many-relations": (lambda: _related(relation("r1", "image", "a.png").replace("r1", "r{}") * 1 + "".join(relation(f"i{n}", "image", "a.png") for n in range(20_001))), _DAMAGED),
    "pixels": (lambda: _with_photo(_bitmap()), _PIXELS),
    "pixels-claimed": (lambda: _with_photo(_claimed_png(9_500, 9_500)), _PIXELS),
    "pixels-claimed-more": (lambda: _with_photo(_claimed_png(60_000, 60_000)), _PIXELS),
    "many-entries": (lambda: _directory(4_100), _STRUCTURE),
    "very-many-entries": (lambda: _directory(30_000), _STRUCTURE),
    "same-name-twice": (_twice, _STRUCTURE),
    "encrypted": (lambda: _flagged(1, 8), "Word 文件加了密码，请去掉密码后再上传。"),
    "odd-compression": (lambda: _flagged(14, 10), _DAMAGED),
    "text": (lambda: "水".encode() * 17_000_000, "文件有 51.0 MB，超过 3 MB 的上限，已拒绝读取。"),
    "text-characters": (lambda: b"a" * 1_000_001, "文字稿超过 100 万字的上限，已拒绝读取。"),
    "text-lines": (lambda: b"a\n" * 20_001, "文字稿超过 20000 行的上限，已拒绝读取。"),
    "text-turns": (lambda: HEAD.encode() + "[09:25]李木：好".encode() * 21_000, "文字稿超过 20000 段发言的上限，已拒绝读取。"),
    "text-people": (lambda: "发布人：".encode() + "".join(f"李{chr(0x4E30 + n)} 市水利局局长\n" for n in range(1_001)).encode(), "文字稿里的人员超过 1000 人的上限，已拒绝读取。"),
    "page": (lambda: b"<html>" + b"<p>x" * 12_000_000, "文件有 48.0 MB，超过 8 MB 的上限，已拒绝读取。"),
    "page-tags": (lambda: b"<html><body>" + b"<p>x" * 100_001, _TAGS),
    "page-lines": (lambda: b"<html><body>" + b"<p>x" * 20_001, "网页超过 20000 行的上限，已拒绝读取。"),
    "page-deep": (lambda: b"<html><body>" + b"<div>" * 90_000 + "水".encode(), _DEEP),
    "page-deep-spans": (lambda: b"<html><body>" + b"<span>" * 90_000 + "水".encode(), _DEEP),
    "page-entities": (lambda: b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><html><body>&a;</body></html>', "网页里有实体声明，已拒绝读取。"),
}  # fmt: skip

HEAD = "供水新闻发布会\n发布人：李木 市水利局局长\n实录：\n"


@pytest.mark.parametrize("name", CASES)
def test_hostile_file_is_refused_quickly_in_little_memory(name: str, tmp_path: Path) -> None:
    make, sentence = CASES[name]
    file = tmp_path / "hostile"
    file.write_bytes(make())
    ran = subprocess.run(
        [sys.executable, "-m", "tests.transcripts.measured", file],
        capture_output=True,
        check=True,
        timeout=60,
    )
    cost = json.loads(ran.stdout)
    assert (cost["message"], cost["touched"]) == (sentence, [])
    assert cost["seconds"] < 2
    assert cost["mebibytes"] < 256
    with pytest.raises(TranscriptError, match=re.escape(sentence)):
        read(file.read_bytes(), file.name)


def test_more_turns_than_a_conference_has_are_refused_line_by_line_too() -> None:
    with pytest.raises(TranscriptError, match="20000 段发言"):
        read(HEAD.encode() + ("李木：好[09:25]李木：好[09:26]\n" * 10_001).encode(), "a.txt")


def test_a_small_file_of_the_largest_allowed_shape_is_read() -> None:
    assert read(package(body(paragraph("甲") * 20_000)), "a.docx").document.title == "甲"
    assert read(_with_photo(_claimed_png(8_000, 5_000)), "a.docx").document.photos[0].file == "a.png"


@pytest.mark.parametrize(
    "text",
    ["：", "[", "[09:25]", "出席", "会议2021年5月6日在", "邀请", "十月", "、", "时间：", "(", "1", "a.", "李木：水", "2021-05-06 15:30李木："],
)  # fmt: skip
def test_no_expression_runs_away_on_one_long_line(text: str) -> None:
    data = (HEAD + text * (60_000 // len(text)) + "\n").encode()
    parsed = read(data, "a.txt")
    assert parsed.source_text.encode() == data


def test_what_comes_out_is_counted_whatever_the_directory_says() -> None:
    opening = opened(package(body(paragraph("水" * 1000))))
    opening.budget = 100
    with pytest.raises(TranscriptError, match="解压后超过"):
        opening.read("word/document.xml")


def test_a_comment_that_the_parser_would_hoard_is_refused() -> None:
    with pytest.raises(TranscriptError, match="损坏"):
        read(package(body(f"<!--{'x' * (2 * _MIB)}-->" + paragraph("甲"))), "a.docx")


def test_a_directory_large_for_its_few_entries_is_refused() -> None:
    out = io.BytesIO(package(body(paragraph("甲"))))
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(20):
            entry = zipfile.ZipInfo(f"word/{number}")
            entry.comment = b"x" * 60_000
            archive.writestr(entry, b"")
    with pytest.raises(TranscriptError, match="内部结构异常"):
        read(out.getvalue(), "a.docx")


def test_a_line_of_too_many_turns_is_refused_before_any_is_read() -> None:
    with pytest.raises(TranscriptError, match="20000 段发言"):
        stretches("[李木]:好[09:25]" * 20_001)


def test_a_directory_that_is_none_is_refused() -> None:
    with pytest.raises(TranscriptError, match="损坏"):
        read(package(body("")).replace(b"PK\1\2", rb"PK\9\9"), "a.docx")


def test_a_file_cut_while_streaming_is_refused() -> None:
    data = bytearray(package(body(paragraph("水" * 1000))))
    start = data.find(b"word/document.xml") + 20
    data[start : start + 8] = b"\xff" * 8
    with pytest.raises(TranscriptError, match="损坏"):
        read(bytes(data), "a.docx")
