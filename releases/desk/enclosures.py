"""Files offered beside a transcript: known by their bytes, kept in the private storage."""

from __future__ import annotations

import hashlib
import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from releases.record.media import ATTACHMENT_TYPES, MediaError, attachment_name

MAX_BYTES = 50 * 1024 * 1024
MAX_MEMBERS = 10_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STARTS: dict[str, tuple[bytes, ...]] = {
    ".doc": (_OLE,),
    ".et": (_OLE, b"PK\x03\x04"),
    ".jpg": (b"\xff\xd8\xff",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".ppt": (_OLE,),
    ".wps": (_OLE, b"PK\x03\x04"),
    ".xls": (_OLE,),
}
# What must stand in the package for it to be what its name says.
_MEMBERS = {
    ".docx": "word/document.xml",
    ".ofd": "OFD.xml",
    ".pptx": "ppt/presentation.xml",
    ".xlsx": "xl/workbook.xml",
    ".zip": "",
}


class EnclosureError(ValueError):
    """The file cannot be offered; the message is a Chinese sentence."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A file in the private storage."""

    file: str
    media_type: str
    size: int
    digest: str


def keep(data: bytes, file: str) -> Kept:
    """Store a file of an allowed type under its digest; EnclosureError if it is not one."""
    if not data:
        raise EnclosureError("文件是空的。")
    if len(data) > MAX_BYTES:
        raise EnclosureError(f"文件超过 {MAX_BYTES // 1024 // 1024} MB 的上限。")
    digest = hashlib.sha256(data).hexdigest()
    try:
        name = attachment_name(digest, file)
    except MediaError as error:
        raise EnclosureError(str(error)) from error
    suffix = PurePosixPath(name).suffix
    if not _is(suffix, data):
        raise EnclosureError(f"文件内容不是 {suffix.removeprefix('.')} 格式，请检查文件或扩展名。")
    storage = storages["default"]
    if not storage.exists(name):
        storage.save(name, ContentFile(data))
    return Kept(file, ATTACHMENT_TYPES[suffix], len(data), digest)


def _is(suffix: str, data: bytes) -> bool:
    if suffix in _STARTS:
        return data.startswith(_STARTS[suffix])
    if suffix in _MEMBERS:
        return _is_package(data, _MEMBERS[suffix])
    if suffix == ".mp4":
        return data[4:8] == b"ftyp"
    return _is_text(data)


def _is_package(data: bytes, member: str) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = package.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return False
    if len(names) > MAX_MEMBERS:
        raise EnclosureError(f"压缩包内的文件超过 {MAX_MEMBERS} 个。")
    # A macro in an office file is a program that a citizen would run.
    if member and any(PurePosixPath(name).name == "vbaProject.bin" for name in names):
        raise EnclosureError("文件中带有宏，请另存为不带宏的格式。")
    return not member or member in names


def _is_text(data: bytes) -> bool:
    if b"\x00" in data:
        return False
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return True
    return False
