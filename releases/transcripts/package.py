"""A .docx as a package of parts, opened with suspicion: sizes, names and relations are checked first."""

from __future__ import annotations

import io
import posixpath
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

from lxml import etree

from releases.transcripts.result import TranscriptError

MAX_UNPACKED = 64 * 1024 * 1024
MAX_PARTS = 4000
MAX_ELEMENTS = 300_000
_MAX_DIRECTORY = 1024 * 1024
_MAX_RELATIONS = 20_000
_CHUNK = 64 * 1024
# A single tag or comment longer than this is no Word's; the parser would hoard it in memory.
_MAX_STILL = 16
_DAMAGED = "Word 文件已损坏，无法打开。"
_LINKS = ("http://", "https://", "mailto:")


class Target:
    """What takes a part's XML as it streams by; this one takes no notice."""

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        """Begin an element."""

    def end(self, tag: str) -> None:
        """End an element."""

    def data(self, data: str) -> None:
        """Take characters."""


class _Guard:
    """Stands between lxml and a target: counts elements, and refuses document types."""

    def __init__(self, target: Target, allowed: int) -> None:
        self.allowed = allowed
        self.moved = False
        self._start = target.start
        self._data = target.data
        self.end = target.end

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        """Begin an element."""
        self.moved = True
        self.allowed -= 1
        if self.allowed < 0:
            raise TranscriptError("Word 文件的内容过于复杂，超出文字稿的上限，已拒绝读取。")
        self._start(tag, attrib)

    def data(self, data: str) -> None:
        """Take characters."""
        self.moved = True
        self._data(data)

    def doctype(self, *_: object) -> None:
        """Refuse: entities are the one way out of an XML file, and no Word file has any."""
        raise TranscriptError("Word 文件里有 XML 实体或文档类型声明，已拒绝读取。")

    def close(self) -> None:
        """End the document."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Where one part points; ``part`` is the name of a part, "" for what lies outside."""

    kind: str
    part: str


@dataclass(slots=True)
class Package:
    """The parts of a .docx. Nothing is unpacked but what is asked for, and never past the limit."""

    archive: zipfile.ZipFile
    names: frozenset[str]
    budget: int = MAX_UNPACKED
    _elements: int = MAX_ELEMENTS
    _relations: dict[str, dict[str, Relation]] = field(default_factory=dict)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a part's bytes, counting what really comes out against the limit."""
        try:
            with self.archive.open(name) as part:
                while chunk := part.read(_CHUNK):
                    self.budget -= len(chunk)
                    if self.budget < 0:
                        raise TranscriptError(_too_large())
                    yield chunk
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise TranscriptError(_DAMAGED) from error

    def read(self, name: str) -> bytes:
        """Return a part's bytes."""
        return b"".join(self.chunks(name))

    def parse(self, name: str, target: Target) -> None:
        """Stream a part's XML to a target; no tree is built, no entity read, nothing fetched."""
        guard = _Guard(target, self._elements)
        parser = etree.XMLParser(
            # The stub asks for comments and bytes, which lxml does not.
            target=cast("etree.ParserTarget", guard),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        still = 0
        try:
            for chunk in self.chunks(name):
                guard.moved = False
                parser.feed(chunk)
                still = 0 if guard.moved else still + 1
                if still > _MAX_STILL:
                    raise TranscriptError(_DAMAGED)
            parser.close()
        except etree.XMLSyntaxError as error:
            raise TranscriptError(_DAMAGED) from error
        self._elements = guard.allowed

    def relations(self, part: str) -> dict[str, Relation]:
        """Return a part's relations by their id."""
        folder, _, name = part.rpartition("/")
        path = posixpath.join(folder, "_rels", f"{name}.rels")
        return self._relations.get(path, {})

    def check_relations(self) -> None:
        """Read every relation of the package and refuse those that reach outside it.

        An ordinary web or mail link is text that a reader may follow; it is never opened here.
        """
        for path in sorted(name for name in self.names if name.endswith(".rels")):
            folder = posixpath.dirname(posixpath.dirname(path))
            reader = _Relations(folder)
            self.parse(path, reader)
            self._relations[path] = reader.found


class _Relations(Target):
    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.found: dict[str, Relation] = {}

    def start(self, tag: str, attrib: dict[str, str]) -> None:
        if not tag.endswith("}Relationship"):
            return
        kind = attrib.get("Type", "").rpartition("/")[2]
        goal = attrib.get("Target", "")
        if len(self.found) >= _MAX_RELATIONS:
            raise TranscriptError(_DAMAGED)
        outside = (
            attrib.get("TargetMode") == "External"
            or ":" in goal.split("/")[0]
            or goal.startswith(("//", "\\\\"))
        )
        if not outside:
            part = (
                goal.lstrip("/")
                if goal.startswith("/")
                else posixpath.normpath(posixpath.join(self.folder, goal))
            )
            self.found[attrib.get("Id", "")] = Relation(kind, part)
        elif kind == "hyperlink" and goal.strip().lower().startswith(_LINKS):
            self.found[attrib.get("Id", "")] = Relation(kind, "")
        elif kind != "hyperlink" or ":" in goal or goal.startswith(("//", "\\\\")):
            raise TranscriptError(
                "Word 文件引用了外部文件或网络上的内容（图片、模板或对象），已拒绝读取。"
                "请把图片直接插入文档后重新保存。"
            )


def opened(data: bytes) -> Package:
    """Open the bytes of a .docx; TranscriptError where its directory is already suspicious."""
    _check_directory(data)
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise TranscriptError(_DAMAGED) from error
    entries = archive.infolist()
    names = frozenset(entry.filename for entry in entries)
    if len(names) != len(entries) or len(entries) > MAX_PARTS:
        raise TranscriptError("Word 文件的内部结构异常（部件重名或过多），已拒绝读取。")
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise TranscriptError("Word 文件加了密码，请去掉密码后再上传。")
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise TranscriptError(_too_large())
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise TranscriptError(_DAMAGED)
    package = Package(archive, names)
    package.check_relations()
    return package


def _check_directory(data: bytes) -> None:
    """Refuse a directory that would cost much to read before zipfile reads it."""
    if len(data) > MAX_UNPACKED:
        raise TranscriptError(_too_large())
    end = len(data) - 22
    if end < 0:
        raise TranscriptError(_DAMAGED)
    # zipfile looks for a record without a comment first; look where it looks.
    if data[end : end + 4] != b"PK\5\6" or data[-2:] != b"\0\0":
        end = data.rfind(b"PK\5\6", max(0, len(data) - 22 - 65_536))
    if end < 0 or len(data) < end + 22:
        raise TranscriptError(_DAMAGED)
    size = struct.unpack("<L", data[end + 12 : end + 16])[0]
    if size > _MAX_DIRECTORY or data[max(0, end - 20) : end][:4] == b"PK\6\7":
        raise TranscriptError("Word 文件的内部结构异常（部件重名或过多），已拒绝读取。")


def _too_large() -> str:
    return f"Word 文件解压后超过 {MAX_UNPACKED // 1024 // 1024} MB 的上限，已拒绝读取。"
