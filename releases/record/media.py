"""The files a published document is shown with: their names, their arrival, their removal."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from releases.document import Document
from releases.photos import master_name, rendition_name, width_of, widths
from releases.record import renditions
from releases.record.models import Rendition

# What a browser could run on the site's own address (html, svg, js) is not among them.
ATTACHMENT_TYPES: Mapping[str, str] = {
    ".csv": "text/csv",
    ".doc": "application/msword",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".et": "application/vnd.ms-excel",
    ".jpg": "image/jpeg",
    ".mp3": "audio/mpeg",
    ".mp4": "video/mp4",
    ".ofd": "application/ofd",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".ppt": "application/vnd.ms-powerpoint",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".txt": "text/plain",
    ".wps": "application/msword",
    ".xls": "application/vnd.ms-excel",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
}
PHOTO_TYPES: Mapping[str, str] = {".jpg": "image/jpeg", ".webp": "image/webp"}

_DIGEST = re.compile(r"[0-9a-f]{64}")
_NAME = re.compile(
    r"photos/(?P<p>[0-9a-f]{2})/(?P=p)[0-9a-f]{62}(?:\.jpg|-[1-9][0-9]{0,3}\.webp)"
    r"|attachments/(?P<a>[0-9a-f]{2})/(?P=a)[0-9a-f]{62}(?:"
    + "|".join(map(re.escape, ATTACHMENT_TYPES))
    + ")"
)


class MediaError(ValueError):
    """A file of the document is missing or is not what the document says; the message is Chinese."""


@dataclass(frozen=True, slots=True)
class PublicFile:
    """A file under its public name.

    ``of`` is the digest of the photo or attachment it belongs to. Renditions have a ``width`` to
    be checked, everything else (0) hashes to ``of``. ``called`` says in Chinese what it is.
    """

    name: str
    of: str
    called: str
    width: int = 0


def attachment_name(digest: str, file: str) -> str:
    """Return the public name of an attachment; MediaError for a type that is not offered."""
    suffix = PurePosixPath(file).suffix.lower()
    suffix = ".jpg" if suffix == ".jpeg" else suffix
    if suffix not in ATTACHMENT_TYPES:
        offered = "、".join(kind.removeprefix(".") for kind in ATTACHMENT_TYPES)
        raise MediaError(f"附件“{file}”的类型不能公开提供，支持：{offered}。")
    return f"attachments/{digest[:2]}/{digest}{suffix}"


def media_type(name: str) -> str | None:
    """Return the type of a public file, or None when the name is not one of a public file."""
    if not _NAME.fullmatch(name):
        return None
    types = PHOTO_TYPES if name.startswith("photos/") else ATTACHMENT_TYPES
    return types[PurePosixPath(name).suffix]


def public_files(document: Document) -> Iterator[PublicFile]:
    """Yield every file the document is shown with; MediaError when it cannot have any."""
    for number, photo in enumerate(document.photos, 1):
        called = f"第 {number} 张照片"
        if not _DIGEST.fullmatch(photo.digest) or photo.width < 1 or photo.height < 1:
            raise MediaError(f"{called}还没有可以公开的文件，请上传照片或把它删去。")
        yield PublicFile(master_name(photo.digest), photo.digest, called)
        for width in widths(photo.width):
            yield PublicFile(rendition_name(photo.digest, width), photo.digest, called, width)
    for number, attachment in enumerate(document.attachments, 1):
        called = f"第 {number} 个附件"
        if not _DIGEST.fullmatch(attachment.digest):
            raise MediaError(f"{called}还没有可以公开的文件，请上传附件或把它删去。")
        yield PublicFile(attachment_name(attachment.digest, attachment.file), attachment.digest, called)


def digest_of_name(name: str) -> str:
    """Return the digest that a public file is named after, "" for a name that no public file has."""
    found = _NAME.fullmatch(name)
    return PurePosixPath(name).name[: hashlib.sha256().digest_size * 2] if found else ""


@contextmanager
def copied(document: Document, files: Callable[[str], bytes]) -> Iterator[None]:
    """Put the document's files into public storage; on an error take out again those newly put.

    The digests of renditions are written too: this wants a transaction, which takes them back.
    """
    storage = storages["public"]
    written: list[str] = []
    made: dict[str, str] = {}
    there: dict[str, int] = {}
    try:
        for file in public_files(document):
            if not storage.exists(file.name):
                data = files(file.name)
                _verify(file, data)
                written.append(storage.save(file.name, ContentFile(data)))
                if file.width:
                    made[file.name] = hashlib.sha256(data).hexdigest()
            elif file.width:
                there[file.name] = file.width
        renditions.keep(made=made, there=there)
        yield
    except BaseException:
        for name in written:
            storage.delete(name)
        raise


def remove(document: Document, *, but: Callable[[str], bool]) -> None:
    """Take the document's files out of public storage, but those whose digest is still needed."""
    storage = storages["public"]
    needed: dict[str, bool] = {}
    gone: list[str] = []
    for file in public_files(document):
        if file.of not in needed:
            needed[file.of] = but(file.of)
        if not needed[file.of]:
            storage.delete(file.name)
            gone.append(file.name)
    Rendition.objects.named(gone).delete()


def _verify(file: PublicFile, data: bytes) -> None:
    if not file.width:
        if hashlib.sha256(data).hexdigest() != file.of:
            raise MediaError(f"{file.called}的文件与文档记载的不一致，请重新上传。")
        return
    width = width_of(data)
    if not width:
        raise MediaError(f"{file.called}的缩小图已损坏，请重新上传照片。")
    if width != file.width:
        raise MediaError(f"{file.called}的缩小图宽 {width} 像素，应为 {file.width} 像素，请重新上传照片。")
