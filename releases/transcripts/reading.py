"""Reading a transcript from a file: the reader is picked by what the bytes are, then by the name."""

from __future__ import annotations

import re

from releases.transcripts import docx, exact, grammar, html, text
from releases.transcripts.result import Parsed, TranscriptError
from releases.transcripts.source import Source

_NO_TRANSCRIPT = (
    (
        b"\xd0\xcf\x11\xe0",
        "这是旧版 Word（.doc）或加了密码的文件，请用 Word 打开，另存为不加密码的 .docx 后再上传。",
    ),
    (b"%PDF", "PDF 文件不能直接读取，请上传 Word（.docx）、网页或文本格式的文字稿。"),
    (b"{\\rtf", "RTF 文件不能直接读取，请用 Word 另存为 .docx 后再上传。"),
    (b"\xff\xd8\xff", "这是图片，不是文字稿。"),
    (b"\x89PNG", "这是图片，不是文字稿。"),
    (b"GIF8", "这是图片，不是文字稿。"),
    (b"Rar!", "这是压缩包，请解压后上传其中的文字稿。"),
    (b"7z\xbc\xaf", "这是压缩包，请解压后上传其中的文字稿。"),
)
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<(?:body|article)[\s>]|<meta\s+charset", re.I)


def read(data: bytes, name: str) -> Parsed:
    """Return the document held in a transcript's bytes; TranscriptError where they hold none."""
    for start, message in _NO_TRANSCRIPT:
        if data.startswith(start):
            raise TranscriptError(message)
    if not data.strip():
        raise TranscriptError("文件是空的。")
    if data.startswith(b"PK"):
        return grammar.parse(docx.read(data))
    if _is_page(data, name):
        return grammar.parse(html.read(data))
    decoded = text.decode(data)
    return exact.read(decoded) if exact.is_exact(decoded) else grammar.parse(Source(decoded))


def _is_page(data: bytes, name: str) -> bool:
    start = data[:2048].replace(b"\0", b"")
    return bool(_HTML.search(start)) or (name.lower().endswith((".html", ".htm", ".shtml")) and b"<" in start)
