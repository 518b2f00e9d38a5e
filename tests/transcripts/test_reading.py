"""Which reader a file gets, and one clear sentence for what is no transcript."""

from __future__ import annotations

import pytest

from releases.transcripts.reading import read
from releases.transcripts.result import TranscriptError


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "文件是空的。"),
        (b" \r\n\t", "文件是空的。"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "这是旧版 Word（.doc）或加了密码的文件，请用 Word 打开，另存为不加密码的 .docx 后再上传。"),
        (b"%PDF-1.7", "PDF 文件不能直接读取，请上传 Word（.docx）、网页或文本格式的文字稿。"),
        (b"{\\rtf1", "RTF 文件不能直接读取，请用 Word 另存为 .docx 后再上传。"),
        (b"\xff\xd8\xff\xe0", "这是图片，不是文字稿。"),
        (b"\x89PNG\r\n", "这是图片，不是文字稿。"),
        (b"Rar!\x1a", "这是压缩包，请解压后上传其中的文字稿。"),
        (b"a\0b", "这不是文字文件，请上传文本、Word（.docx）或网页（.html）格式的文字稿。"),
        (b"\xff\xfe\x00\xd8", "文字编码无法识别，请用 UTF-8 或 GB18030 编码另存后再上传。"),
        (b"\xff\xff\xff", "文字编码无法识别，请用 UTF-8 或 GB18030 编码另存后再上传。"),
    ],
)  # fmt: skip
def test_what_is_no_transcript_gets_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read(data, "transcript.docx")
    assert str(caught.value) == sentence


def test_content_is_trusted_before_the_name() -> None:
    assert read("供水新闻发布会".encode(), "a.docx").document.title == "供水新闻发布会"


@pytest.mark.parametrize(
    "text",
    ["〔文字稿〕\n标题", "〔文字稿〕\n什么｜a", "〔文字稿〕\n文｜｜a", "〔文字稿〕\n发布时间｜昨天", "〔文字稿〕\n讲话｜｜｜｜\n画｜a",
     "〔文字稿〕\n标题｜\\zz", "〔文字稿〕\n标题｜\\ffffff;"],
)  # fmt: skip
def test_a_broken_line_of_the_exact_form_is_named(text: str) -> None:
    with pytest.raises(TranscriptError) as caught:
        read(text.encode(), "a.txt")
    assert str(caught.value) == f"文字稿第 {len(text.splitlines())} 行不合格式，无法读取。"


def test_an_exact_form_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(TranscriptError, match="编号不存在"):
        read("〔文字稿〕\n讲话｜p9｜李木｜｜".encode(), "a.txt")


def test_the_exact_form_survives_an_editor_on_windows() -> None:
    parsed = read("\ufeff〔文字稿〕\r\n标题｜供水\r\n时间｜2021-05-06｜5月6日\r\n\r\n".encode(), "a.txt")
    assert (parsed.document.title, str(parsed.document.held.start)) == ("供水", "2021-05-06")
    assert parsed.source_text == "\ufeff〔文字稿〕\r\n标题｜供水\r\n时间｜2021-05-06｜5月6日\r\n\r\n"
