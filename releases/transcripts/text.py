"""Bytes of a text file to characters: UTF-8, UTF-16 or GB18030, and nothing that is no text."""

from __future__ import annotations

from releases.transcripts.result import TranscriptError

MAX_BYTES = 3_000_000
MAX_CHARACTERS = 1_000_000
MAX_LINES = 20_000


def decode(data: bytes) -> str:
    """Return the text, byte-order mark and line ends as they are.

    Decoding is strict: a wrong guess must be an error, never a silently changed character.
    """
    check_size(data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16-le" if data[:1] == b"\xff" else "utf-16-be"]
    elif b"\0" in data:
        raise TranscriptError("这不是文字文件，请上传文本、Word（.docx）或网页（.html）格式的文字稿。")
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        check_length(text)
        return text
    raise TranscriptError("文字编码无法识别，请用 UTF-8 或 GB18030 编码另存后再上传。")


def check_size(data: bytes, most: int = MAX_BYTES) -> None:
    """Refuse a file that no transcript is as large as, before anything is decoded."""
    if len(data) > most:
        size, limit = len(data) / 1_000_000, most / 1_000_000
        raise TranscriptError(f"文件有 {size:.1f} MB，超过 {limit:.0f} MB 的上限，已拒绝读取。")


def check_length(text: str) -> None:
    """Refuse a text of more characters or lines than any transcript has."""
    if len(text) > MAX_CHARACTERS:
        raise TranscriptError(f"文字稿超过 {MAX_CHARACTERS // 10_000} 万字的上限，已拒绝读取。")
    if len(text.splitlines()) > MAX_LINES:
        raise TranscriptError(f"文字稿超过 {MAX_LINES} 行的上限，已拒绝读取。")
