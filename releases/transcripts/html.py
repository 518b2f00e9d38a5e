"""A saved web page as lines: the article in order, photos in place, the page around it set apart."""

from __future__ import annotations

import re
from contextlib import suppress

from lxml import etree

from releases.transcripts import article, markup, pictures
from releases.transcripts.result import Problem, Severity, TranscriptError
from releases.transcripts.source import Source
from releases.transcripts.text import check_size

# More than a text may have: a saved page may hold its images.
MAX_BYTES = 8_000_000
MAX_TAGS = 100_000
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.I)
_SUBSET = re.compile(rb"<!doctype[^>]{0,400}\[|<!entity", re.I)
# Pages that declare GB2312 use characters of GBK and beyond (镕, ㎡): the superset reads them all.
_ALIASES = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "cp936": "gb18030", "utf8": "utf-8"}
_KNOWN = ("utf-8", "gb18030", "big5")


def read(data: bytes) -> Source:
    """Return the lines of a web page. Nothing that the page points to is fetched."""
    check_size(data, MAX_BYTES)
    if _SUBSET.search(data):
        raise TranscriptError("网页里有实体声明，已拒绝读取。")
    if data.count(b"<") > MAX_TAGS:
        raise TranscriptError("网页的标签过多，超出文字稿的上限，已拒绝读取。")
    text, problems = decode(data)
    if "\0" in text:
        raise TranscriptError("这不是网页文件，请上传文本、Word（.docx）或网页（.html）格式的文字稿。")
    page = markup.read(_tree(text))
    return article.source(page, pictures.Files(problems))


def decode(data: bytes) -> tuple[str, list[Problem]]:
    """Return the page's characters, by its byte-order mark, its declaration, or what fits."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace"), []
    declared = _DECLARED.search(data, 0, 4096)
    name = declared[1].decode().lower() if declared else ""
    name = _ALIASES.get(name, name)
    first = name if name in _KNOWN else "utf-8"
    if data[:3] == b"\xef\xbb\xbf":
        first, data = "utf-8", data[3:]
    for encoding in dict.fromkeys((first, "utf-8", "gb18030")):
        try:
            return data.decode(encoding), []
        except UnicodeDecodeError:
            continue
    message = "网页里有无法识别的字符，已用“�”代替，请核对。"
    return data.decode(first, "replace"), [Problem("undecodable", 1, Severity.WARNING, message)]


def _tree(text: str) -> etree._Element:
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    root: etree._Element | None = None
    with suppress(etree.XMLSyntaxError):
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    if root is None:
        raise TranscriptError("网页是空的。")
    # The parser gives up quietly where tags lie too deep: what it dropped must not go unnoticed.
    if any("depth" in entry.message.lower() or "huge" in entry.message.lower() for entry in parser.error_log):
        raise TranscriptError("网页的标签嵌套过深，已拒绝读取。")
    return root
