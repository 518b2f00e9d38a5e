"""Reading a pack back: nothing in it is believed before its digests, and those of its versions, are right."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from releases.document import Document, canonical
from releases.record.exports.edition import Column
from releases.record.exports.pack import MANIFEST, RECORD, SCHEMA
from releases.record.exports.stored import COMMENT_LENGTH, pieces
from releases.record.models import Version
from releases.record.verify import chain_faults

_LINE = re.compile(r"^([0-9a-f]{64})  (.+)$", re.MULTILINE)


class PackError(ValueError):
    """The pack is not as it was made, or is none; the message names it and says in Chinese what is wrong."""

    def __init__(self, path: Path, words: str) -> None:
        super().__init__(f"{path.name}：{words}")


@dataclass(frozen=True, slots=True)
class Pack:
    """A pack whose digests are right: its versions, not yet saved, and each file's name by its digest."""

    path: Path
    release_id: str
    columns: tuple[Column, ...]
    versions: tuple[Version, ...]
    files: dict[str, str]


def checked(path: Path) -> Pack:
    """Return the pack, read to its last byte; PackError where a single one is not as it was made."""
    try:
        with zipfile.ZipFile(path) as package:
            files = _files(package, path)
            if not _ends_with_its_digest(path):
                raise PackError(path, "各文件之间的字节（压缩包的文件头或目录）被改动。")
            record = package.read(RECORD)
    except (zipfile.BadZipFile, OSError, NotImplementedError, RuntimeError, UnicodeDecodeError) as error:
        raise PackError(path, "不是完整的资料包。") from error
    try:
        pack = _pack(path, json.loads(record), files)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise PackError(path, f"{RECORD} 不是发布的记录。") from error
    if pack.versions and pack.versions[0].number > 1:
        words = "没有撤回前的版本：公开的资料包不含这些，请用 write_packs 写出的资料包。"
        raise PackError(path, words)
    for fault in chain_faults(pack.versions):
        raise PackError(path, fault)
    return pack


def _files(package: zipfile.ZipFile, path: Path) -> dict[str, str]:
    """Return each file's name by its digest; PackError for the first that is not as the manifest says."""
    names = package.namelist()
    if not {MANIFEST, RECORD} <= {*names}:
        raise PackError(path, "不是资料包。")
    manifest = _read(package, MANIFEST, path)
    told = {name: digest for digest, name in _LINE.findall(manifest.decode())}
    for name in names:
        if name != MANIFEST and _digest_of(package, name, path) != told.get(name):
            raise PackError(path, f"{name} 与 {MANIFEST} 不符。")
    for name in told:
        if name not in names:
            raise PackError(path, f"缺少 {name}。")
    return {digest: name for name, digest in told.items()}


def _read(package: zipfile.ZipFile, name: str, path: Path) -> bytes:
    try:
        return package.read(name)
    except zipfile.BadZipFile as error:
        raise PackError(path, f"{name} 被改动。") from error


def _digest_of(package: zipfile.ZipFile, name: str, path: Path) -> str:
    digest = hashlib.sha256()
    try:
        with package.open(name) as file:
            for piece in pieces(file):
                digest.update(piece)
    except zipfile.BadZipFile as error:
        raise PackError(path, f"{name} 被改动。") from error
    return digest.hexdigest()


def _ends_with_its_digest(path: Path) -> bool:
    left = path.stat().st_size - COMMENT_LENGTH
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while left and (piece := file.read(min(left, 1 << 16))):
            digest.update(piece)
            left -= len(piece)
        return file.read() == digest.hexdigest().encode()


def _pack(path: Path, value: dict[str, Any], files: dict[str, str]) -> Pack:
    if value["schema"] != SCHEMA:
        raise ValueError(value["schema"])
    versions = tuple(_version(value["id"], one) for one in value["versions"])
    return Pack(path, value["id"], tuple(Column(**one) for one in value["columns"]), versions, files)


def _version(release_id: str, value: dict[str, Any]) -> Version:
    # Whatever is no document is told here, not where somebody reads it.
    Document.from_json(value["document"])
    return Version(
        release_id=release_id,
        number=value["number"],
        kind=value["kind"],
        document=canonical(value["document"]),
        digest=value["digest"],
        previous=value["previous"],
        seal=value["seal"],
        note=value["note"],
        published_at=datetime.fromisoformat(value["published_at"]),
        by=value["by"],
    )
