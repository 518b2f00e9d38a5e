"""Photos: their files, the words for those who do not see them, and names that say nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from releases.document import Document, Photo
from releases.preflight.context import Context
from releases.preflight.finding import Finding, Severity
from releases.preflight.texts import paragraphs
from releases.transcripts.captions import is_camera_name

MIN_WIDTH = 600
_WCAG = "WCAG 2.2 1.1.1；工信部《互联网网站适老化通用设计规范》"
_QUALITY = "图片质量"


# What was meant for a photo's place and is none.
_MARK = re.compile(r"[〔【\[［(（]\s*图\s*[fFｆ]\s*[0-9０-９]+\s*[〕】\]］)）]")


def check(document: Document, context: Context) -> Iterator[Finding]:
    """Yield the findings of each photo, and of each place of one that is mistyped."""
    for text in paragraphs(document):
        for found in _MARK.finditer(text.words):
            yield text.finding(
                "photo-mark",
                f"“{found[0]}”会照字面发布：图片的位置要单独一行，写作〔图 f1〕。",
                *found.span(),
                severity=Severity.RED,
                rule="图片的位置",
            )
    first: dict[str, str] = {}
    for photo in document.photos:
        yield from _words(photo, context)
        yield from _file(photo)
        earlier = first.setdefault(photo.digest, photo.id) if photo.digest else photo.id
        if earlier != photo.id:
            yield _finding(
                "photo-repeated",
                photo,
                f"与图 {earlier} 是同一张图片。",
                severity=Severity.AMBER,
                rule=_QUALITY,
            )


def _words(photo: Photo, context: Context) -> Iterator[Finding]:
    if not photo.digest:
        severity = Severity.RED if context.imported else Severity.NOTE
        yield _finding("photo-missing", photo, "没有图片文件：请上传，或删去这张图片。", severity=severity)
    elif not photo.alt.strip() and photo.id not in context.decorative:
        yield _finding("photo-without-alt", photo, "没有替代文字：请填写，或标为“仅为装饰”。", rule=_WCAG)
    for title, part, text in (("图片说明", "caption", photo.caption), ("替代文字", "alt", photo.alt)):
        if is_camera_name(text):
            yield _finding(
                "camera-name", photo, f"的{title}只是一个文件名，请写明图片内容。", part=part, text=text
            )


def _file(photo: Photo) -> Iterator[Finding]:
    # With its ending any name of a file would do: it is what stands before that a camera made up.
    stem = PurePath(photo.file).stem
    if is_camera_name(stem) and not photo.caption:
        yield _finding(
            "camera-file",
            photo,
            "的文件名是相机或手机自动起的，看不出内容，建议写图片说明。",
            severity=Severity.NOTE,
            part="file",
            text=photo.file,
        )
    if photo.digest and photo.width < MIN_WIDTH:
        yield _finding(
            "photo-small",
            photo,
            f"只有 {photo.width} 像素宽，不足 {MIN_WIDTH}，大屏上会模糊。",
            severity=Severity.AMBER,
            rule=_QUALITY,
        )


def _finding(
    code: str,
    photo: Photo,
    message: str,
    *,
    severity: Severity = Severity.RED,
    rule: str = "",
    part: str = "",
    text: str = "",
) -> Finding:
    name = f"图 {photo.id}（{photo.file}）" if photo.file else f"图 {photo.id}"
    place = f"photos.{photo.id}.{part}" if part else f"photos.{photo.id}"
    return Finding(code, f"{name}{message}", place, severity, 0, len(text), text, rule)
